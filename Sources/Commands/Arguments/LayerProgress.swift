import Language
import Networks

/// Tells how far a command is that goes through the layers of a net, counted in weights, and stops
/// it after Ctrl-C.
struct LayerProgress {
  private let stage: String
  private let total: Int
  private let call: BoundCall
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant

  init(_ stage: String, weights total: Int, _ call: BoundCall) {
    (self.stage, self.total, self.call) = (stage, total, call)
    start = clock.now
  }

  /// Calls `body` with each of the names, and tells about each layer that is done.
  static func forEach(
    _ names: [String], of network: Network, stage: String, _ call: BoundCall,
    _ body: (String) throws -> Void
  ) throws {
    let counts = names.map { network.parameter($0)?.weights.count ?? 0 }
    let progress = LayerProgress(stage, weights: counts.reduce(0, +), call)
    var done = 0
    for (name, count) in zip(names, counts) {
      try call.context.checkInterruption()
      try body(name)
      done += count
      try progress.tell(done)
    }
  }

  /// Throws after Ctrl-C.
  func tell(_ done: Int) throws {
    try call.context.checkInterruption()
    let elapsed = start.duration(to: clock.now).components
    let seconds = Double(elapsed.seconds) + 1e-18 * Double(elapsed.attoseconds)
    let rate = Double(done) / max(seconds, 1e-9)
    call.context.emit(
      .progress(
        Progress(
          stage: stage, done: done, total: total, unit: "weights", unitsPerSecond: rate,
          secondsLeft: Double(total - done) / max(rate, 1e-9))))
  }
}
