import CKernels

/// Walks the lines of a matrix with as many streams as there are coders, place by place in turns.
struct RankWalk {
  private let tables: RankTables
  private let columns: Int
  private let model: RankModel

  init(_ model: RankModel, columns: Int) {
    tables = RankTables(model, columns: columns)
    self.columns = columns
    self.model = model
  }

  /// Gives the coders back as they are behind the last weight.
  func run<Coder: DecisionCoder>(
    _ ranks: inout [Int16], _ coders: [Coder]
  ) -> (coders: [Coder], isFaulty: Bool) {
    var streams = coders.map { RankStream($0, tables, of: model) }
    defer { for stream in streams { stream.state.deallocate() } }
    streams.withUnsafeMutableBufferPointer { streams in
      guard let streams = streams.baseAddress else { return }
      forEachLines(of: &ranks, streams: coders.count) { first, starts, ranks in
        for column in 0..<columns {
          for (index, start) in starts.enumerated() {
            let place = ranks + start + column
            place.pointee = Int16(streams[first + index].code(Int(place.pointee), at: column))
          }
        }
        for (index, start) in starts.enumerated() { streams[first + index].learn(ranks + start) }
      }
    }
    return (streams.map(\.coder), streams.contains { $0.state.is_faulty != 0 })
  }

  /// The same for reading, by the kernel.
  func decode(
    _ ranks: inout [Int16], _ buffers: [UnsafeBufferPointer<UInt8>]
  ) -> (coders: [ArithmeticDecoder], isFaulty: Bool) {
    var streams = buffers.map { buffer in
      let start = ArithmeticDecoder(buffer)
      var stream = tables.stream()
      (stream.bytes, stream.byte_count) = (buffer.baseAddress, buffer.count)
      (stream.range, stream.offset, stream.position) = (start.range, start.offset, start.position)
      return stream
    }
    defer { for stream in streams { stream.deallocate() } }
    var shared = tables.shared
    streams.withUnsafeMutableBufferPointer { streams in
      guard let streams = streams.baseAddress else { return }
      forEachLines(of: &ranks, streams: buffers.count) { first, starts, ranks in
        dcs_rank_decode(&shared, streams + first, starts.count, ranks, starts.baseAddress)
      }
    }
    let coders = zip(buffers, streams).map { ArithmeticDecoder($0, continuing: $1) }
    return (coders, streams.contains { $0.is_faulty != 0 })
  }

  /// Calls `body` with a line of each stream for as long as all have some, then with the lines that
  /// are left, one by one: the first stream, and where the lines of it and the next ones start.
  private func forEachLines(
    of ranks: inout [Int16], streams: Int,
    _ body: (
      _ first: Int, _ starts: UnsafeBufferPointer<Int>, _ ranks: UnsafeMutablePointer<Int16>
    ) -> Void
  ) {
    let ranges = CodedRanks.lineRanges(ranks.count / columns, streams: streams)
    let common = ranges.map(\.count).min() ?? 0
    ranks.withUnsafeMutableBufferPointer { ranks in
      guard let base = ranks.baseAddress else { return }
      for line in 0..<common {
        let starts = ranges.map { ($0.lowerBound + line) * columns }
        starts.withUnsafeBufferPointer { body(0, $0, base) }
      }
      for (index, range) in ranges.enumerated() {
        for line in range.dropFirst(common) {
          [line * columns].withUnsafeBufferPointer { body(index, $0, base) }
        }
      }
    }
  }
}
