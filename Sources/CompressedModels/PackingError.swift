import EntropyCoding

/// Why a network cannot be packed as asked.
public enum PackingError: Error, Equatable, Sendable {
  case indexBitsOutOfRange(layer: String, bits: Int)
  /// An index width for a layer that the network does not have, or that has no weights.
  case unknownLayer(name: String, weightedLayers: [String])
  /// More weights or bytes than a container's fields can count.
  case layerTooLarge(layer: String, weights: Int)
  case emptyLayer(layer: String)
  /// The network is a plan of programs: its weights are in a packed model.
  case weightsAbsent(layer: String)
  /// A setting of a layer that the file's fields cannot hold.
  case attributeOutOfRange(layer: String, name: String)
  /// Version 1 of the container has no words for this.
  case beyondVersionOne(String)
  /// A chunk grew too large.
  case container(ContainerFault)
  /// The entropy coder refused; the library's own invariants exclude it.
  case coding(layer: String, EntropyCodingError)
}

extension PackingError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .indexBitsOutOfRange(let layer, let bits):
      "layer \(layer): gaps of \(bits) bits are not possible; 1 to \(RelativeIndex.widestIndex) are"
    case .unknownLayer(let name, let layers):
      "no layer with weights is called '\(name)'; there are \(layers.joined(separator: ", "))"
    case .layerTooLarge(let layer, let weights):
      "layer \(layer) has too many weights for a file: \(weights)"
    case .weightsAbsent(let layer): "layer \(layer) has no weights of its own to pack"
    case .emptyLayer(let layer): "layer \(layer) has no weights"
    case .attributeOutOfRange(let layer, let name):
      "'\(name)' of layer \(layer) is too large for a file"
    case .beyondVersionOne(let what): "version 1 of .dcz files cannot hold \(what)"
    case .container(let fault): "\(fault)"
    case .coding(let layer, let error): "layer \(layer): \(error)"
    }
  }
}
