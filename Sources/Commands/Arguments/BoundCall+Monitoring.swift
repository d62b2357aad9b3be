import Language
import Networks
import Tensors

/// How long commands tell how far they are, and stop after Ctrl-C.
extension BoundCall {
  /// Ends the work after Ctrl-C and shows nothing.
  func interruptionMonitor<Report>() -> WorkMonitor<Report> {
    let context = context
    return WorkMonitor { _ in try context.checkInterruption() }
  }

  /// Ends the work after Ctrl-C and shows how far it is, counted in `unit`; with `isTimed` its rate
  /// and the time left, too.
  func monitor(_ stage: String, in unit: String, isTimed: Bool = false) -> WorkMonitor<WorkDone> {
    let (context, clock) = (context, ContinuousClock())
    let start = clock.now
    return WorkMonitor { report in
      try context.checkInterruption()
      var progress = Progress(stage: stage, done: report.done, total: report.total, unit: unit)
      if isTimed {
        let elapsed = start.duration(to: clock.now).components
        let seconds = Double(elapsed.seconds) + 1e-18 * Double(elapsed.attoseconds)
        let rate = Double(report.done) / max(seconds, 1e-9)
        progress.unitsPerSecond = rate
        progress.secondsLeft = Double(report.total - report.done) / max(rate, 1e-9)
      }
      context.emit(.progress(progress))
    }
  }

  /// Calls `body` with each of the names, and tells about each layer that is done, in weights.
  func forEachLayer(
    _ names: [String], of network: Network, stage: String, _ body: (String) throws -> Void
  ) throws {
    let counts = names.map { network.parameter($0)?.weights.count ?? 0 }
    let monitor = monitor(stage, in: "weights", isTimed: true)
    var done = 0
    for (name, count) in zip(names, counts) {
      try context.checkInterruption()
      try body(name)
      done += count
      try monitor.tell(WorkDone(done, of: counts.reduce(0, +)))
    }
  }
}
