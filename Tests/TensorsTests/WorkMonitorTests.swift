import Tensors
import Testing

@Suite struct WorkMonitorTests {
  private struct Stop: Error, Equatable { let at: Int }

  /// Work of ten steps; gives how many it did.
  private func work(_ monitor: WorkMonitor<WorkDone>) throws -> Int {
    for step in 1...10 { try monitor.tell(WorkDone(step, of: 10)) }
    return 10
  }

  @Test func everyStepIsTold() throws {
    var steps: [WorkDone] = []
    #expect(try work(WorkMonitor { steps.append($0) }) == 10)
    #expect(steps == (1...10).map { WorkDone($0, of: 10) })
  }

  @Test func whatItThrowsEndsTheWork() {
    var last = 0
    let monitor = WorkMonitor<WorkDone> { report in
      last = report.done
      if report.done == 4 { throw Stop(at: 4) }
    }
    #expect(throws: Stop(at: 4)) { try work(monitor) }
    #expect(last == 4)
  }

  @Test func nobodyStopsNothing() throws { #expect(try work(.none) == 10) }

  @Test func partsStandForTheirPlaceInTheWhole() throws {
    var steps: [WorkDone] = []
    let whole = WorkMonitor<WorkDone> { steps.append($0) }
    _ = try work(whole.staying(at: WorkDone(3, of: 7)))
    #expect(steps == [WorkDone](repeating: WorkDone(3, of: 7), count: 10))
  }
}
