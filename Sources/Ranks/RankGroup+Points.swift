import Glibc
import Synchronization

/// What one point of a study gave, as bytes.
public struct PointResult: Sendable, Equatable {
  public let bytes: [UInt8]
  /// Whether later points are not wanted any more.
  public let isLast: Bool

  public init(_ bytes: [UInt8], isLast: Bool = false) {
    (self.bytes, self.isLast) = (bytes, isLast)
  }
}

extension RankGroup {
  /// Evaluates points 0..<count, each on the rank that is free first, and gives all results in
  /// order on every rank. Behind the first result that `isLast` none follows.
  ///
  /// `evaluate` runs where the point goes, outside of the group: what it calls works alone.
  /// `finished` is told of every result on rank 0, by one thread at a time, in whatever order; what
  /// it throws ends the work. An error of a point is the error of all: the point is evaluated
  /// again, everywhere, and throws there what it threw.
  public func handOut(
    _ count: Int, finished: @escaping @Sendable (Int, [UInt8]) throws -> Void = { _, _ in },
    between: () throws -> Void = {}, evaluate: (Int) throws -> PointResult
  ) throws -> [[UInt8]] {
    func outcome(_ point: Int) -> PointOutcome {
      do {
        return PointOutcome(try RankGroup.$current.withValue(nil) { try evaluate(point) })
      } catch {
        return PointOutcome(failure: "\(error)")
      }
    }
    let results =
      try isFirst
      ? lead(count, finished, between, outcome) : follow(outcome)
    if let last = results.last, let failure = last.failure {
      // The same error as the rank that met it, with all that the caller wants to know of it.
      _ = try RankGroup.$current.withValue(nil) { try evaluate(results.count - 1) }
      throw RankError.failed(rank: "another rank", reason: failure)
    }
    return results.map(\.bytes)
  }

  // MARK: Rank 0

  private func lead(
    _ count: Int, _ finished: @escaping @Sendable (Int, [UInt8]) throws -> Void,
    _ between: () throws -> Void, _ outcome: (Int) -> PointOutcome
  ) throws -> [PointOutcome] {
    let desk = PointDesk(count: count, finished: finished)
    let clerk = Clerk(group: self, desk: desk).start()
    let results = Result {
      while let point = desk.take() {
        desk.put(outcome(point), at: point)
        try between()
      }
    }
    if case .failure(let error) = results { desk.fail(error) }
    clerk?.join()
    return try share(Result { try desk.results() })
  }

  /// Tells the other ranks what came of all points, or that nothing did.
  private func share(_ results: Result<[PointOutcome], any Error>) throws -> [PointOutcome] {
    var message = MessageWriter()
    switch results {
    case .success(let outcomes):
      message.write(outcomes.count)
      for outcome in outcomes { message.write(outcome.coded) }
    case .failure(let error):
      message.write(-1)
      message.write("\(error)")
    }
    _ = try shared(message.bytes)
    return try results.get()
  }

  /// Answers the other ranks while rank 0 evaluates points itself.
  private struct Clerk: Sendable {
    let group: RankGroup
    let desk: PointDesk

    /// Without a thread of its own it is done before rank 0 takes a point itself.
    func start() -> CompanionThread? {
      if let thread = CompanionThread({ serve() }) { return thread }
      serve()
      return nil
    }

    /// Microseconds between two looks for a request: the longer none came, the more. Who looks
    /// takes the processor from who evaluates.
    private static let pauses: ClosedRange<UInt32> = 100...2000

    /// Until every other rank was told that there is nothing left.
    private func serve() {
      var (working, pause) = (group.count - 1, Self.pauses.lowerBound)
      do throws(RankError) {
        while working > 0 {
          guard let peer = try group.sender(of: .request) else {
            try group.checkEnded()
            usleep(pause)
            pause = min(Self.pauses.upperBound, pause + pause / 4)
            continue
          }
          pause = Self.pauses.lowerBound
          try desk.put(coded: try group.receive(from: peer, .request))
          let next = desk.take()
          if next == nil { working -= 1 }
          var answer = MessageWriter()
          answer.write(next ?? -1)
          try group.send(answer.bytes, to: peer, .answer)
        }
      } catch {
        desk.fail(error)
      }
    }
  }

  private func checkEnded() throws(RankError) {
    if try hasEnded(nil) { throw try ending(of: nil) }
  }

  // MARK: The others

  private func follow(_ outcome: (Int) -> PointOutcome) throws -> [PointOutcome] {
    var request = MessageWriter()
    request.write(-1)
    while true {
      try send(request.bytes, to: 0, .request)
      var answer = MessageReader(try receive(from: 0, .answer))
      guard let point = answer.integer(), point >= 0 else { break }
      request = MessageWriter()
      request.write(point)
      request.write(outcome(point).coded)
    }
    var reader = MessageReader(try shared([]))
    let count = reader.integer() ?? 0
    guard count >= 0 else { throw RankError.failed(rank: name(of: 0), reason: reader.text() ?? "") }
    return try (0..<count).map { _ in
      guard let result = reader.blob().flatMap(PointOutcome.init(coded:)) else {
        throw RankError.failed(rank: name(of: 0), reason: "its results end early")
      }
      return result
    }
  }
}

/// A result, or the words of an error.
struct PointOutcome: Sendable, Equatable {
  let bytes: [UInt8]
  let isLast: Bool
  let failure: String?

  init(_ result: PointResult) {
    (bytes, isLast, failure) = (result.bytes, result.isLast, nil)
  }

  init(failure: String) { (bytes, isLast, self.failure) = ([], true, failure) }

  init?(coded: [UInt8]) {
    var reader = MessageReader(coded)
    guard let kind = reader.integer(), let bytes = reader.blob() else { return nil }
    isLast = kind > 0
    failure = kind == 2 ? String(decoding: bytes, as: UTF8.self) : nil
    self.bytes = kind == 2 ? [] : bytes
  }

  var coded: [UInt8] {
    var writer = MessageWriter()
    writer.write(failure != nil ? 2 : isLast ? 1 : 0)
    writer.write(failure.map { Array($0.utf8) } ?? bytes)
    return writer.bytes
  }
}

/// Which points are taken, and what came of them.
final class PointDesk: Sendable {
  private struct State {
    var next = 0
    /// No point from here on is wanted.
    var end: Int
    var results: [Int: PointOutcome] = [:]
    var fault: (any Error)?
  }

  private let state: Mutex<State>
  private let finished: @Sendable (Int, [UInt8]) throws -> Void

  init(count: Int, finished: @escaping @Sendable (Int, [UInt8]) throws -> Void) {
    state = Mutex(State(end: count))
    self.finished = finished
  }

  /// The next point; nil when none is left.
  func take() -> Int? {
    state.withLock { state in
      guard state.next < state.end, state.fault == nil else { return nil }
      defer { state.next += 1 }
      return state.next
    }
  }

  func put(_ outcome: PointOutcome, at point: Int) {
    state.withLock { state in
      state.results[point] = outcome
      if outcome.isLast { state.end = min(state.end, point + 1) }
      guard outcome.failure == nil, state.fault == nil else { return }
      do { try finished(point, outcome.bytes) } catch { state.fault = error }
    }
  }

  /// What another rank sent: a result, or that it is there.
  func put(coded bytes: [UInt8]) throws(RankError) {
    var reader = MessageReader(bytes)
    guard let point = reader.integer() else { return }
    guard point >= 0 else { return }
    guard let outcome = reader.blob().flatMap(PointOutcome.init(coded:)) else {
      throw .failed(rank: "another rank", reason: "its result ends early")
    }
    put(outcome, at: point)
  }

  func fail(_ error: any Error) { state.withLock { $0.fault = $0.fault ?? error } }

  /// In order, up to the first that is the last. Precondition: every point was put that was taken.
  func results() throws -> [PointOutcome] {
    try state.withLock { state in
      if let fault = state.fault { throw fault }
      return (0..<state.end).compactMap { state.results[$0] }
    }
  }
}
