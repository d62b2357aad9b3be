import Inference

/// Chooses work-groups by timing.
extension DeviceProgram {
  /// A product's work-groups before and after.
  public struct TunedStep: Sendable {
    public let layer: String
    public let form: String
    /// Work-items side by side over places, sharing a row, and rows of a group; places that each
    /// sums.
    public let side: Int
    public let lanes: Int
    public let rows: Int
    public let tile: Int
    /// Seconds of one launch as it was, and as it is now.
    public let before: Double
    public let after: Double
  }

  /// Times every product in every way that its work-items may stand, for so many examples, and
  /// keeps the quickest for this device: results stay the same to the bit. Products by tiles stand
  /// in one way only.
  public func tune(
    batch: Int, betweenSteps: () throws -> Void = {}
  ) throws -> [TunedStep] {
    let pass = try newPass(batch: batch)
    var tuned: [TunedStep] = []
    for (number, step) in program.schedule.steps.enumerated() {
      guard let product = products[number], !product.isTiled(batch: batch) else { continue }
      try betweenSteps()
      let before = product.shape(batch: batch)
      let usual = try seconds(before, number, pass)
      var best = (shape: before, seconds: usual)
      for shape in product.candidates(batch: batch) where shape != before {
        guard let seconds = try? seconds(shape, number, pass), seconds < best.seconds else {
          continue
        }
        best = (shape, seconds)
      }
      connection.shapes.keep(best.shape, for: product.name(batch: batch))
      tuned.append(
        TunedStep(
          layer: program.schedule.name(of: step), form: product.form(batch: batch),
          side: best.shape.side, lanes: best.shape.lanes, rows: best.shape.rows,
          tile: best.shape.tile, before: usual, after: best.seconds))
    }
    forgetPass()
    return tuned
  }

  private static let launches = 10

  /// Of one launch: the least of three rounds.
  private func seconds(
    _ shape: GroupShape, _ number: Int, _ pass: DevicePass
  ) throws(DeviceError) -> Double {
    let step = try pass.step(number, shape: shape)
    try DeviceSteps([step], on: connection).run(batch: pass.batch)
    try connection.finish()
    let launches = DeviceSteps(Array(repeating: step, count: Self.launches), on: connection)
    var least = Double.infinity
    for _ in 0..<3 {
      let clock = ContinuousClock()
      let start = clock.now
      try launches.run(batch: pass.batch)
      try connection.finish()
      let elapsed = (clock.now - start).components
      least = min(least, Double(elapsed.seconds) + Double(elapsed.attoseconds) * 1e-18)
    }
    return least / Double(Self.launches)
  }
}
