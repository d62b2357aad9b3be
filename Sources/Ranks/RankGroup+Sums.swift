extension RankGroup {
  /// The sum of `parts` vectors of `length` numbers, on all ranks, added in the order of `SumTree`.
  /// `own` has the sums of the nodes that this rank's share gives (`SumTree.nodes`).
  ///
  /// The vectors are cut into one stretch a rank. Every rank gets its stretch of all nodes and adds
  /// them; then all get all stretches. So each sends and receives about twice a vector, however
  /// many ranks there are, and adds its stretch alone. Who `isPatient` lets other threads of this
  /// rank work while it waits.
  public func sum(
    _ own: [Range<Int>: [Float]], parts: Int, length: Int, isPatient: Bool = false
  ) throws(RankError) -> [Float] {
    let shares = SumTree.shares(of: parts, among: count)
    let nodes = shares.map { SumTree.nodes(within: $0, of: parts) }
    let held = nodes[rank].compactMap { own[$0] }
    guard held.count == nodes[rank].count, held.allSatisfy({ $0.count == length }) else {
      preconditionFailure("a sum needs this rank's nodes, in full length")
    }
    var failure: RankError?
    let total = [Float](unsafeUninitializedCapacity: length) { target, filled in
      filled = length
      target.initialize(repeating: 0)
      do throws(RankError) {
        try Self.withVectors(held[...], []) { (held) throws(RankError) in
          let exchange = SumExchange(
            group: self, parts: parts, nodes: nodes, held: held,
            total: UnsafeMutableBufferPointer(rebasing: target[..<length]), isPatient: isPatient)
          try exchange.addOwnStretch()
          try exchange.gatherOthers()
        }
      } catch { failure = error }
    }
    if let failure { throw failure }
    return total
  }

  /// The arrays' own memory, which stays where it is until `body` ends.
  private static func withVectors(
    _ arrays: ArraySlice<[Float]>, _ vectors: [UnsafeBufferPointer<Float>],
    _ body: ([UnsafeBufferPointer<Float>]) throws(RankError) -> Void
  ) throws(RankError) {
    guard let first = arrays.first else { return try body(vectors) }
    let outcome = first.withUnsafeBufferPointer { vector -> RankError? in
      do throws(RankError) {
        try withVectors(arrays.dropFirst(), vectors + [vector], body)
        return nil
      } catch { return error }
    }
    if let outcome { throw outcome }
  }
}

/// One sum over all ranks, from and to memory that stays where it is.
private struct SumExchange {
  let group: RankGroup
  let parts: Int
  /// Of each rank, in the order of `SumTree`.
  let nodes: [[Range<Int>]]
  /// This rank's nodes.
  let held: [UnsafeBufferPointer<Float>]
  let total: UnsafeMutableBufferPointer<Float>
  let isPatient: Bool

  private var stretches: [Range<Int>] { SumTree.shares(of: total.count, among: group.count) }

  /// Gets this rank's stretch of all others' nodes, and adds it.
  func addOwnStretch() throws(RankError) {
    let mine = stretches[group.rank]
    let others = nodes.indices.filter { $0 != group.rank }
    let room = UnsafeMutableBufferPointer<Float>.allocate(
      capacity: others.reduce(0) { $0 + nodes[$1].count } * mine.count)
    defer { room.deallocate() }
    var vectors: [Range<Int>: UnsafeBufferPointer<Float>] = [:]
    for (node, vector) in zip(nodes[group.rank], held) {
      vectors[node] = UnsafeBufferPointer(rebasing: vector[mine])
    }
    var (transfers, place): ([RankGroup.Transfer], Int) = ([], 0)
    for peer in others {
      for node in nodes[peer] {
        let target = UnsafeMutableBufferPointer(rebasing: room[place..<place + mine.count])
        transfers += try group.startReceive(into: target, from: peer)
        vectors[node] = UnsafeBufferPointer(target)
        place += mine.count
      }
    }
    for peer in others {
      for vector in held {
        transfers += try group.startSend(
          UnsafeBufferPointer(rebasing: vector[stretches[peer]]), to: peer)
      }
    }
    try group.finish(transfers, isPatient: isPatient)
    SumTree.add(parts, vectors, into: UnsafeMutableBufferPointer(rebasing: total[mine]))
  }

  /// All stretches on all ranks.
  func gatherOthers() throws(RankError) {
    var transfers: [RankGroup.Transfer] = []
    let mine = UnsafeBufferPointer(
      UnsafeMutableBufferPointer(rebasing: total[stretches[group.rank]]))
    for (peer, stretch) in stretches.enumerated() where peer != group.rank {
      transfers += try group.startReceive(
        into: UnsafeMutableBufferPointer(rebasing: total[stretch]), from: peer)
      transfers += try group.startSend(mine, to: peer)
    }
    try group.finish(transfers, isPatient: isPatient)
  }
}

extension RankGroup {
  /// Numbers of a sum, in messages as long as the library takes. None travel for none.
  fileprivate func startReceive(
    into numbers: UnsafeMutableBufferPointer<Float>, from peer: Int
  ) throws(RankError) -> [Transfer] {
    var transfers: [Transfer] = []
    let bytes = UnsafeMutableRawBufferPointer(numbers)
    for piece in Self.pieces(of: bytes.count) {
      transfers.append(
        try startReceive(
          into: UnsafeMutableRawBufferPointer(rebasing: bytes[piece]), from: peer, .sums))
    }
    return transfers
  }

  fileprivate func startSend(_ numbers: UnsafeBufferPointer<Float>, to peer: Int)
    throws(RankError) -> [Transfer]
  {
    var transfers: [Transfer] = []
    let bytes = UnsafeRawBufferPointer(numbers)
    for piece in Self.pieces(of: bytes.count) {
      transfers.append(
        try startSend(UnsafeRawBufferPointer(rebasing: bytes[piece]), to: peer, .sums))
    }
    return transfers
  }

  private static func pieces(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: largestPiece).map { $0..<min(count, $0 + largestPiece) }
  }
}
