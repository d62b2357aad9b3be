import ModelExchange
import Networks

/// What a file says about a network beside its numbers.
public enum StoredGraph: Sendable, Equatable {
  /// Layers of our own: version 1 of the container.
  case layers(NetworkDescription)
  /// The file of another program, and what it says of its parameters: version 2.
  case file(NetworkOrigin, [OriginParameter])

  /// What each chunk of weights belongs to: layers, or parameters.
  var holderNames: [String] {
    switch self {
    case .layers(let description): description.nodes.map(\.name)
    case .file(_, let parameters): parameters.map(\.name)
    }
  }

  /// Texts about the file's origin with what belongs among them.
  func completed(_ metadata: Metadata) -> Metadata {
    guard case .layers(let description) = self else { return metadata }
    var completed = metadata
    completed.texts.merge(description.texts) { $1 }
    return completed
  }

  var version: UInt16 {
    switch self {
    case .layers: 1
    case .file: Self.fileVersion
    }
  }

  static let fileVersion: UInt16 = 2

  /// Whether pruning, sharing and coding go through the weights of that number.
  func isWeighted(_ number: Int) -> Bool {
    switch self {
    case .layers(let description):
      !VersionOne.joinsParameters(description.nodes[number].operation)
    case .file(_, let parameters): parameters[number].role != .scales
    }
  }

  /// Bytes of the parameters before compression, removed units included: 32-bit floats, or what the
  /// file had.
  func originalBytes(_ layers: [PackedLayer]) -> Int {
    switch self {
    case .layers(let description):
      description.narrowedFrom
        ?? layers.reduce(0) { $0 + 4 * ($1.weightCount + ($1.bias?.count ?? 0)) }
    case .file(_, let parameters): parameters.reduce(0) { $0 + $1.byteCount }
    }
  }
}
