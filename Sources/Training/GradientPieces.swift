import Networks

/// A network's parameters in the order in which a backward pass has their gradients, in pieces that
/// are worth a message.
package struct GradientPieces: Sendable {
  package struct Piece: Sendable, Equatable {
    /// Of parameters, in the order of the network's names.
    package var places: [Int] = []
    /// When the backward pass has this node behind it, all gradients are there: of a tied
    /// parameter, those of all layers that hold it.
    package var node = 0
  }

  package let pieces: [Piece]

  /// A piece ends with the parameter that brings it to `floats` numbers.
  package init(_ network: Network, floats: Int = 1 << 16) {
    let names = network.parameterNames
    let order = names.indices.map { ($0, network.nodes(holding: names[$0]).min() ?? 0) }
      .sorted { ($0.1, $0.0) > ($1.1, $1.0) }
    var (pieces, size): ([Piece], Int) = ([], floats)
    for (place, node) in order {
      if size >= floats {
        pieces.append(Piece())
        size = 0
      }
      pieces[pieces.count - 1].places.append(place)
      pieces[pieces.count - 1].node = node
      size += network.parameter(names[place])?.count ?? 0
    }
    self.pieces = pieces
  }
}
