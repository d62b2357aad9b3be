import CompressedModels
import Datasets
import DeepCompression
import Language
import Networks
import Plotting
import Tensors

/// `compress` with a data set to learn from.
struct SmallestFileStage {
  let call: BoundCall
  let session: Session

  init(_ call: BoundCall, session: Session) { (self.call, self.session) = (call, session) }

  func run(_ network: Network, _ data: Dataset, _ budget: CompressionBudget) throws -> SmallestFile
  {
    var search = SmallestFileSearch(budget: budget)
    search.options = PackingOptions(coding: call[CompressCommand.coder].coding)
    search.metadata = session.metadata
    if let folder = call[CompressCommand.to] { search.record = Self.record(in: folder) }
    var random = session.nextRandom()
    let context = call.context
    let file: SmallestFile
    do {
      file = try call.locating(CompressCommand.network) {
        try search.run(
          network, on: data, random: &random,
          monitor: Self.monitor(context))
      }
    } catch let error as SearchError {
      throw call.fault(.value, at: CompressCommand.data, "\(error)")
    }
    try tell(file, of: network)
    return file
  }

  /// Each stage in a file of its own, which rank 0 reads and writes: all ranks go the same way.
  private static func record(in folder: String) -> SearchRecord {
    @Sendable func path(_ name: String) -> String { "\(folder)/stages/\(name)" }
    return SearchRecord(
      read: { (try? InputFile.contentOfFirstRank(path($0))) ?? nil },
      write: { name, bytes in try OutputFile.write(bytes, to: path(name)) })
  }

  /// Each stage with its rate and the time that it will take.
  private static func monitor(_ context: any CallContext) -> WorkMonitor<SearchProgress> {
    let clock = ContinuousClock()
    var (stage, start) = ("", clock.now)
    return WorkMonitor { report in
      try context.checkInterruption()
      if report.stage != stage { (stage, start) = (report.stage, clock.now) }
      let seconds = max((clock.now - start) / .seconds(1), 1e-9)
      let rate = Double(report.done) / seconds
      context.emit(
        .progress(
          Progress(
            stage: "compress: \(report.stage)", done: report.done, total: report.total,
            unit: "examples", unitsPerSecond: rate,
            secondsLeft: report.done > 0 ? Double(report.total - report.done) / rate : nil)))
    }
  }

  private func tell(_ file: SmallestFile, of network: Network) throws {
    let dense = Double(network.originalBytes)
    call.tellOutcome(
      CompressCommand.name, OutcomeText.count(file.packed.bytes, "byte"),
      OutcomeText.ratio(dense / Double(file.packed.bytes)),
      "valid error \(OutcomeText.percent(file.trial.error))",
      file.testError.map { "test error \(OutcomeText.percent($0))" },
      file.denseTestError.map { "\(OutcomeText.percent($0)) before" },
      "\(OutcomeText.count(file.trials.count, "file")) tried")
    if !file.keepsBudget {
      call.warn(CompressCommand.name, "nothing that was tried keeps the budget; this is nearest")
    }
    guard let folder = call[CompressCommand.to] else { return }
    try call.locating(CompressCommand.to) {
      try OutputFile.write(
        Array(TableRenderer.csv(Self.table(file, dense: dense)).utf8), to: "\(folder)/trials.csv")
    }
    try Picture(figure: Figure(Self.frontier(file)), size: .usual)
      .write(to: "\(folder)/frontier.png", call: call, at: CompressCommand.to)
  }

  private static func table(_ file: SmallestFile, dense: Double) -> Table {
    func numbers(_ value: (CompressionTrial) -> Double) -> [Value] {
      file.trials.map { .number(value($0)) }
    }
    return Table(
      title: "Files that were tried",
      columns: [
        .init("density", numbers(\.density), format: ".2%"),
        .init("levels", numbers { Double($0.levels) }),
        .init("price", numbers { $0.bitPrice }),
        .init("bytes", numbers { Double($0.bytes) }),
        .init("ratio", numbers { dense / Double($0.bytes) }, format: ".1"),
        .init("error", numbers(\.error), format: ".2%"),
        .init("drop", file.rises.map { .number($0) }, format: ".2%"),
        .init("divergence", numbers(\.divergence), format: ".4"),
        .init("agreement", numbers(\.agreement), format: ".1%"),
        .init("chosen", file.trials.indices.map { .bool($0 == file.chosen) }),
      ])
  }

  private static func frontier(_ file: SmallestFile) -> Chart {
    let ordered = file.trials.sorted { $0.bytes < $1.bytes }
    var chart = Chart(
      title: "What a smaller file loses", xAxis: Axis(label: "file", format: .bytes),
      yAxis: Axis(label: "validation error", format: .percent))
    chart.add(
      [
        Series(
          name: "tried", x: ordered.map { Double($0.bytes) }, y: ordered.map(\.error),
          kind: .points),
        Series(
          name: "chosen", x: [Double(file.trial.bytes)], y: [file.trial.error], kind: .points),
        Series(
          name: "before", x: ordered.map { Double($0.bytes) },
          y: ordered.map { _ in file.denseError }, marker: Marker.none),
      ], bars: BarSetting(categories: []))
    return chart
  }
}
