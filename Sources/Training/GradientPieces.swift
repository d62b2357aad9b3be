import Networks

/// A network's parameters in the order in which a backward pass has their gradients, in pieces that
/// are worth a message.
package struct GradientPieces: Sendable {
  /// The weights or the biases of a parameter.
  package struct Part: Sendable, Equatable {
    /// In the order of the network's names.
    package let place: Int
    package let isBias: Bool

    package init(_ place: Int, isBias: Bool = false) { (self.place, self.isBias) = (place, isBias) }
  }

  package struct Piece: Sendable, Equatable {
    package var parts: [Part] = []
    /// When the backward pass has this node behind it, all gradients are there: of a tied
    /// parameter, those of all layers that hold it.
    package var node = 0
  }

  package let pieces: [Piece]

  /// Weights of `floats` numbers and more are a piece by themselves, which nobody need copy; others
  /// are gathered until they are as many.
  package init(_ network: Network, floats: Int = 1 << 16) {
    let names = network.parameterNames
    let order = names.indices.map { ($0, network.nodes(holding: names[$0]).min() ?? 0) }
      .sorted { ($0.1, $0.0) > ($1.1, $1.0) }
    var pieces: [Piece] = []
    var (gathered, size) = (Piece(), 0)
    func close() {
      if !gathered.parts.isEmpty { pieces.append(gathered) }
      (gathered, size) = (Piece(), 0)
    }
    for (place, node) in order {
      guard let parameter = network.parameter(names[place]) else { continue }
      let counts = [(false, parameter.weights.count), (true, parameter.bias?.count ?? 0)]
      for (isBias, count) in counts where count > 0 {
        let part = Part(place, isBias: isBias)
        guard count < floats else {
          pieces.append(Piece(parts: [part], node: node))
          continue
        }
        gathered.parts.append(part)
        gathered.node = node
        size += count
        if size >= floats { close() }
      }
    }
    close()
    // What was gathered before a piece by itself waits for it no longer than that does.
    self.pieces = pieces.sorted { $0.node > $1.node }
  }
}
