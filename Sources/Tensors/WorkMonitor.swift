/// Who waits for long work: is told after each step how far it is, and may end the work by
/// throwing, which nothing but the work's own caller catches. `Report` is what a step has to tell.
public struct WorkMonitor<Report> {
  private let receive: (Report) throws -> Void

  public init(_ receive: @escaping (Report) throws -> Void) { self.receive = receive }

  /// Nobody waits: the work goes on to its end.
  public static var none: WorkMonitor { WorkMonitor { _ in } }

  /// Throws what ends the work.
  public func tell(_ report: Report) throws { try receive(report) }

  /// For a part of the work whose own steps leave the whole where it is, at `report`.
  public func staying<Part>(at report: Report) -> WorkMonitor<Part> {
    WorkMonitor<Part> { _ in try tell(report) }
  }
}

/// So many steps of so many are done.
public struct WorkDone: Sendable, Equatable {
  public let done: Int
  public let total: Int

  public init(_ done: Int, of total: Int) {
    self.done = done
    self.total = total
  }
}
