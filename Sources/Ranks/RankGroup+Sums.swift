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
    let stretches = SumTree.shares(of: length, among: count)
    let mine = stretches[rank]
    let held = nodes[rank].compactMap { own[$0] }
    guard held.count == nodes[rank].count, held.allSatisfy({ $0.count == length }) else {
      preconditionFailure("a sum needs this rank's nodes, in full length")
    }
    // One message a pair: the stretches of all nodes, one behind the other.
    var incoming = nodes.enumerated().map { peer, theirs in
      [Float](repeating: 0, count: peer == rank ? 0 : theirs.count * mine.count)
    }
    let outgoing = stretches.enumerated().map { peer, stretch in
      peer == rank ? [] : held.flatMap { $0[stretch] }
    }
    try exchange(outgoing, &incoming, isPatient)
    let known = self.known(nodes, incoming, held, mine)
    var total = [Float](repeating: 0, count: length)
    if let sum = SumTree.sum(of: 0..<parts, { known[$0] }) {
      total.replaceSubrange(mine, with: sum)
    }
    return try gathered(total, stretches, isPatient)
  }

  /// This rank's stretch of every node's sum.
  private func known(
    _ nodes: [[Range<Int>]], _ incoming: [[Float]], _ held: [[Float]], _ mine: Range<Int>
  ) -> [Range<Int>: [Float]] {
    var known: [Range<Int>: [Float]] = [:]
    for (peer, theirs) in nodes.enumerated() {
      for (place, node) in theirs.enumerated() {
        known[node] =
          peer == rank
          ? Array(held[place][mine])
          : Array(incoming[peer][place * mine.count..<(place + 1) * mine.count])
      }
    }
    return known
  }

  /// All stretches on all ranks.
  private func gathered(
    _ total: [Float], _ stretches: [Range<Int>], _ isPatient: Bool
  ) throws(RankError) -> [Float] {
    var total = total
    var incoming = stretches.enumerated().map { peer, stretch in
      [Float](repeating: 0, count: peer == rank ? 0 : stretch.count)
    }
    let own = Array(total[stretches[rank]])
    try exchange(stretches.indices.map { $0 == rank ? [] : own }, &incoming, isPatient)
    for (peer, stretch) in stretches.enumerated() where peer != rank {
      total.replaceSubrange(stretch, with: incoming[peer])
    }
    return total
  }

  /// Sends one vector to each rank and takes one from each, all at once. Empty ones do not travel.
  private func exchange(
    _ outgoing: [[Float]], _ incoming: inout [[Float]], _ isPatient: Bool
  ) throws(RankError) {
    var transfers: [Transfer] = []
    let buffers = incoming.map { UnsafeMutableBufferPointer<Float>.allocate(capacity: $0.count) }
    defer { for buffer in buffers { buffer.deallocate() } }
    for (peer, buffer) in buffers.enumerated() where !buffer.isEmpty {
      for piece in Self.pieces(of: UnsafeMutableRawBufferPointer(buffer).count) {
        transfers.append(
          try startReceive(
            into: UnsafeMutableRawBufferPointer(
              rebasing: UnsafeMutableRawBufferPointer(buffer)[piece]), from: peer, .sums))
      }
    }
    let copies = outgoing.map { vector in
      let copy = UnsafeMutableBufferPointer<Float>.allocate(capacity: vector.count)
      _ = copy.initialize(fromContentsOf: vector)
      return copy
    }
    defer { for copy in copies { copy.deallocate() } }
    for (peer, copy) in copies.enumerated() where !copy.isEmpty {
      for piece in Self.pieces(of: UnsafeRawBufferPointer(copy).count) {
        transfers.append(
          try startSend(
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(copy)[piece]), to: peer, .sums))
      }
    }
    try finish(transfers, isPatient: isPatient)
    for (peer, buffer) in buffers.enumerated() where !buffer.isEmpty {
      incoming[peer] = Array(buffer)
    }
  }

  private static func pieces(of count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: largestPiece).map { $0..<min(count, $0 + largestPiece) }
  }
}
