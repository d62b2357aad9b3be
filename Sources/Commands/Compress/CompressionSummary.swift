import DeepCompression
import Language
import Networks
import Plotting

/// What `compress` tried and chose, as tables and a picture.
struct CompressionSummary {
  let result: CalibratedCompression
  let network: Network

  init(_ result: CalibratedCompression, of network: Network) {
    (self.result, self.network) = (result, network)
  }

  func tell(_ call: BoundCall, _ budget: CompressionBudget) throws {
    let comparison = result.chosen.comparison
    call.tellOutcome(
      CompressCommand.name, OutcomeText.count(result.chosen.bytes, "byte"),
      OutcomeText.ratio(denseBytes / Double(result.chosen.bytes)),
      comparison.map { "\(OutcomeText.percent($0.drop)) lost" },
      comparison?.agreement.map { "\(OutcomeText.percent($0)) of the answers stay" },
      "\(OutcomeText.count(result.trials.count, "price")) tried")
    if !result.keepsBudget { call.warn(CompressCommand.name, Self.overBudget(budget, result)) }
    let strangers = result.layers.filter { !$0.isCalibrated }.map(\.layer)
    if result.chosen.comparison != nil, !strangers.isEmpty {
      call.warn(
        CompressCommand.name,
        OutcomeText.some(strangers)
          + ": what they read is not seen; their weights alone decided")
    }
    guard let folder = call[CompressCommand.to] else { return }
    try call.locating(CompressCommand.to) {
      try OutputFile.write(Array(TableRenderer.csv(trials).utf8), to: "\(folder)/trials.csv")
      try OutputFile.write(Array(TableRenderer.csv(layers).utf8), to: "\(folder)/layers.csv")
    }
    try Picture(figure: Figure(frontier), size: .usual)
      .write(to: "\(folder)/frontier.png", call: call, at: CompressCommand.to)
  }

  private static func overBudget(_ budget: CompressionBudget, _ result: CalibratedCompression)
    -> String
  {
    switch budget {
    case .bytes(let bytes):
      "no file of \(bytes) bytes was found; this is the smallest, "
        + "\(result.packed.bytes)"
    case .drop(let drop):
      "nothing that was tried loses \(Value.number(drop).brief()) or less; "
        + "this loses least"
    }
  }

  /// Ratios go by the net as it was read, before any units went.
  private var denseBytes: Double { Double(network.originalBytes) }

  private var trials: Table {
    func numbers(_ value: (CalibratedCompression.Trial) -> Double?) -> [Value] {
      result.trials.map { value($0).map { .number($0) } ?? .none }
    }
    var columns: [Table.Column] = [
      .init("lambda", numbers { $0.price }, format: ".2e"),
      .init("bytes", numbers { Double($0.bytes) }),
      .init("ratio", numbers { denseBytes / Double($0.bytes) }, format: ".2"),
    ]
    if result.chosen.comparison != nil {
      columns += [
        .init("drop", numbers { $0.comparison?.drop }, format: ".2%"),
        .init("divergence", numbers { $0.comparison?.divergence }, format: ".4"),
      ]
    }
    if result.chosen.comparison?.agreement != nil {
      columns.append(.init("agreement", numbers { $0.comparison?.agreement }, format: ".1%"))
    }
    if result.chosen.comparison?.error != nil {
      columns += [
        .init("dense error", numbers { $0.comparison?.denseError }, format: ".2%"),
        .init("error", numbers { $0.comparison?.error }, format: ".2%"),
      ]
    }
    columns.append(
      .init("chosen", result.trials.indices.map { .bool($0 == result.chosenPlace) }))
    return Table(title: "Prices of a bit, and what they give", columns: columns)
  }

  private var layers: Table {
    func numbers(_ value: (Int) -> Double) -> [Value] {
      result.layers.indices.map { .number(value($0)) }
    }
    return Table(
      title: "What each layer got",
      columns: [
        .init("layer", result.layers.map { .string($0.layer) }),
        .init(
          "weights",
          numbers { Double(network.parameter(result.layers[$0].layer)?.weights.count ?? 0) }),
        .init("levels", numbers { Double(result.layers[$0].levels) }),
        .init("density", numbers { result.layers[$0].density }, format: ".1%"),
        .init("bits", numbers { result.layers[$0].bits }, format: ".2"),
        .init("divergence", numbers { result.layers[$0].divergence }, format: ".2e"),
      ])
  }

  private var frontier: Chart {
    let ordered = result.trials.sorted { $0.bytes < $1.bytes }
    var chart = Chart(
      title: "What a smaller file loses", xAxis: Axis(label: "file", format: .bytes),
      yAxis: Axis(label: "drop", format: .percent))
    let places = ordered.map { Double($0.bytes) }
    chart.add(
      [
        Series(name: "tried", x: places, y: ordered.map { $0.comparison?.drop ?? 0 }),
        Series(
          name: "chosen", x: [Double(result.chosen.bytes)],
          y: [result.chosen.comparison?.drop ?? 0], kind: .points),
      ], bars: BarSetting(categories: []))
    return chart
  }
}
