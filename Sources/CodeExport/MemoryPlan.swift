import Networks

/// Where the outputs of a network's nodes lie in one block of floats: outputs that are never needed
/// at the same time share their place.
package struct MemoryPlan: Equatable {
  /// How a node's output comes to be.
  package enum Storage {
    /// Written while the inputs are read: a place of its own.
    case own
    /// Written element by element: in the place of its only input when nobody else reads that
    /// later.
    case elementwise
    /// The very values of its input.
    case same
  }

  package enum Place: Equatable {
    /// The network's own input, which is never written.
    case input
    /// From this float of the block on.
    case block(offset: Int)
  }

  /// Of each node's output.
  package let places: [Place]
  /// Floats of the whole block.
  package let size: Int

  package init(_ network: Network, storages: [Storage]) {
    let owners = Self.owners(network, storages)
    var offsets: [Int: Int] = [:]
    var placed: [Span] = []
    for var span in Self.spans(network, owners).sorted(by: {
      ($1.size, $0.owner) < ($0.size, $1.owner)
    }) {
      span.offset = Self.lowestOffset(for: span, among: placed)
      offsets[span.owner] = span.offset
      placed.append(span)
    }
    places = owners.map { owner in offsets[owner].map { .block(offset: $0) } ?? .input }
    size = placed.reduce(0) { max($0, $1.end) }
  }

  /// The output that one node began and others may have gone on with.
  private struct Span {
    let owner: Int
    /// Nodes from the first that writes to the last that reads.
    let life: ClosedRange<Int>
    let size: Int
    var offset = 0

    var end: Int { offset + size }
  }

  /// Stands for the network's own input among the owners.
  private static let input = -1

  /// For each node the one whose place its output takes; `input` for the input's own.
  private static func owners(_ network: Network, _ storages: [Storage]) -> [Int] {
    let lastReaders = network.lastReaders
    var owners: [Int] = []
    for (index, node) in network.nodes.enumerated() {
      let source = node.inputs.first?.node.map { owners[$0] } ?? input
      let isFree =
        source != input
        && owners.indices.allSatisfy { owners[$0] != source || lastReaders[$0][0] <= index }
      switch storages[index] {
      case .same: owners.append(source)
      case .elementwise where isFree: owners.append(source)
      case .own, .elementwise: owners.append(index)
      }
    }
    return owners
  }

  private static func spans(_ network: Network, _ owners: [Int]) -> [Span] {
    let readers = network.lastReaders
    return owners.indices.filter { owners[$0] == $0 }.map { owner in
      let end = owners.indices.filter { owners[$0] == owner }.map { readers[$0][0] }.max() ?? owner
      return Span(owner: owner, life: owner...end, size: network.outputShapes[owner].reduce(1, *))
    }
  }

  /// The lowest place that is free during the span's whole life.
  private static func lowestOffset(for span: Span, among placed: [Span]) -> Int {
    var offset = 0
    for other in placed.filter({ $0.life.overlaps(span.life) }).sorted(by: { $0.offset < $1.offset }
    ) {
      if other.offset >= offset + span.size { break }
      offset = max(offset, other.end)
    }
    return offset
  }
}
