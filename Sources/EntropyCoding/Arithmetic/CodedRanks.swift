/// A matrix of ranks, line by line, in arithmetic coding.
///
/// Its lines are dealt to 1...16 streams, each with contexts and neighbours of its own: a
/// processor walks them in turns and works on one while it waits for another.
public struct CodedRanks: Sendable, Equatable {
  public let model: RankModel
  public let lines: Int
  public let columns: Int
  public let streams: [[UInt8]]

  /// Stream i of s has the lines from `lines` i / s to before `lines` (i + 1) / s.
  package static func lineRanges(_ lines: Int, streams: Int) -> [Range<Int>] {
    (0..<streams).map { lines * $0 / streams..<lines * ($0 + 1) / streams }
  }

  public static let mostStreams = 16
  /// From this many weights on there are four streams: below, what each must learn anew would cost
  /// more than half a percent.
  public static let interleavingThreshold = 1 << 20

  /// What `init(encoding:)` takes unless told.
  public static func streamCount(forRanks count: Int, lines: Int) -> Int {
    count < interleavingThreshold || lines < 4 ? 1 : 4
  }

  /// Behind the last weight stands a 0 where 1 has this probability, of 2^16: one byte, which a
  /// damaged stream seldom gets right.
  private static let endMark: UInt64 = 65280

  /// Precondition: ranks of the model's alphabet.
  public init(encoding ranks: [Int16], columns: Int, model: RankModel, streams: Int? = nil) {
    (self.model, self.columns, lines) = (model, columns, ranks.count / columns)
    guard !model.alphabet.isEmpty else {
      self.streams = []
      return
    }
    let count = streams ?? Self.streamCount(forRanks: ranks.count, lines: lines)
    var ranks = ranks
    let walk = RankWalk(model, columns: columns)
    let ended = walk.run(&ranks, (0..<count).map { _ in ArithmeticEncoder() })
    self.streams = ended.coders.map { coder in
      var coder = coder
      _ = coder.code(0, ones: Self.endMark)
      return coder.finished()
    }
  }

  public init(model: RankModel, lines: Int, columns: Int, streams: [[UInt8]]) {
    (self.model, self.lines, self.columns, self.streams) = (model, lines, columns, streams)
  }

  /// The ranks, or the first thing wrong with the streams.
  public func decoded() throws(EntropyCodingError) -> [Int16] {
    try decoded { walk, ranks, buffers in walk.decode(&ranks, buffers) }
  }

  /// The same by the walk that encodes: slower, and what the kernel is compared with.
  package func decodedByReference() throws(EntropyCodingError) -> [Int16] {
    try decoded { walk, ranks, buffers in
      walk.run(&ranks, buffers.map { ArithmeticDecoder($0) })
    }
  }

  private func decoded(
    _ decode: (RankWalk, inout [Int16], [UnsafeBufferPointer<UInt8>]) -> (
      coders: [ArithmeticDecoder], isFaulty: Bool
    )
  ) throws(EntropyCodingError) -> [Int16] {
    var ranks = [Int16](repeating: 0, count: lines * columns)
    guard !model.alphabet.isEmpty else { return ranks }
    let walk = RankWalk(model, columns: columns)
    var fault: EntropyCodingError?
    Self.withBuffers(streams) { buffers in
      let ended = decode(walk, &ranks, buffers)
      if ended.isFaulty { fault = .wrongEnd }
      for var coder in ended.coders where fault == nil {
        do throws(EntropyCodingError) {
          guard coder.code(0, ones: Self.endMark) == 0 else { throw .wrongEnd }
          try coder.checkEnd()
        } catch { fault = error }
      }
    }
    if let fault { throw fault }
    return ranks
  }

  private static func withBuffers(
    _ streams: [[UInt8]], _ body: ([UnsafeBufferPointer<UInt8>]) -> Void
  ) {
    var buffers: [UnsafeBufferPointer<UInt8>] = []
    func open(_ index: Int) {
      guard index < streams.count else { return body(buffers) }
      streams[index].withUnsafeBufferPointer {
        buffers.append($0)
        open(index + 1)
      }
    }
    open(0)
  }

  /// What coding would cost in one stream, in units of 2^-16 bits.
  package static func cost(of ranks: [Int16], columns: Int, model: RankModel) -> UInt64 {
    var ranks = ranks
    return CostMeter.costs().withUnsafeBufferPointer { costs in
      guard let base = costs.baseAddress else { return 0 }
      let walk = RankWalk(model, columns: columns)
      return walk.run(&ranks, [CostMeter(base)]).coders[0].cost
    }
  }
}
