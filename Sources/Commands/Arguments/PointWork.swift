import Language
import Ranks
import Synchronization
import Tensors

/// Calls of a user's function that do not depend on one another: the points of a sweep. They may be
/// shared out among the ranks of a run; what they give, print and check is the same for any number
/// of ranks, since every call draws random numbers of its own.
struct PointWork {
  let call: BoundCall
  let function: FunctionArgument
  let session: Session
  /// "sweep": what progress is about.
  let stage: String
  /// Whether the session's random source moves on even when no call drew from it.
  var alwaysDraws = false

  /// One call: the number that its random numbers come from, and its arguments.
  struct Point {
    let number: Int
    let arguments: [Value]
  }

  /// What the calls give, in order. Behind the first value that `isLast` there is none. `keep` is
  /// told of each value where files are written, in whatever order.
  func values(
    of points: [Point], keep: @escaping @Sendable (Int, Value) throws -> Void = { _, _ in },
    isLast: (Value) throws -> Bool = { _ in false }
  ) throws -> [Value] {
    let monitor = call.monitor(stage, in: "settings")
    let outcomes =
      if let group = RankGroup.current {
        try shared(points, among: group, monitor, keep, isLast)
      } else {
        try alone(points, monitor, keep, isLast)
      }
    // What is drawn behind the work must not be what was drawn within it.
    if alwaysDraws || outcomes.contains(where: \.hasDrawn) { _ = session.nextRandom() }
    return outcomes.map(\.value)
  }

  private func alone(
    _ points: [Point], _ monitor: WorkMonitor<WorkDone>, _ keep: (Int, Value) throws -> Void,
    _ isLast: (Value) throws -> Bool
  ) throws -> [(value: Value, hasDrawn: Bool)] {
    var outcomes: [(value: Value, hasDrawn: Bool)] = []
    for (place, point) in points.enumerated() {
      try call.context.checkInterruption()
      let outcome = try evaluated(point)
      try keep(place, outcome.value)
      outcomes.append(outcome)
      try monitor.tell(WorkDone(outcomes.count, of: points.count))
      if try isLast(outcome.value) { break }
    }
    return outcomes
  }

  private func evaluated(_ point: Point) throws -> (value: Value, hasDrawn: Bool) {
    let (value, hasDrawn) = try session.drawingPart(point.number) {
      try call.context.invoke(function.callable, point.arguments, at: call.span)
    }
    return (value, hasDrawn)
  }

  // MARK: On several ranks

  private func shared(
    _ points: [Point], among group: RankGroup, _ monitor: WorkMonitor<WorkDone>,
    _ keep: @escaping @Sendable (Int, Value) throws -> Void, _ isLast: (Value) throws -> Bool
  ) throws -> [(value: Value, hasDrawn: Bool)] {
    try call.locatingRankErrors {
      try group.meet(at: "\(stage) of \(points.count) at line \(call.span.line)")
      let done = Mutex(0)
      let code = TravellingValue(span: call.span)
      let results = try group.handOut(
        points.count,
        finished: { place, bytes in
          try keep(place, try TravellingOutcome(coded: bytes, code).value)
          done.withLock { $0 += 1 }
        },
        between: {
          try call.context.checkInterruption()
          try monitor.tell(WorkDone(done.withLock { $0 }, of: points.count))
        },
        evaluate: { place in
          let (outcome, events) = try call.context.gathering { try evaluated(points[place]) }
          let travelling = TravellingOutcome(
            value: outcome.value, hasDrawn: outcome.hasDrawn, events: events)
          return PointResult(
            try travelling.coded(code), isLast: try isLast(outcome.value))
        })
      return try results.map { bytes in
        let outcome = try TravellingOutcome(coded: bytes, code)
        call.context.tell(outcome.events)
        return (outcome.value, outcome.hasDrawn)
      }
    }
  }
}

extension BoundCall {
  /// Errors between ranks as the user reads them.
  func locatingRankErrors<Result>(_ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as RankError {
      throw Diagnostic(.limit, error.description, at: span, hint: error.remedy)
    }
  }
}
