import EntropyCoding
import Networks
import Tensors

/// A network whose weights are coded, layer by layer; what a `.dcz` file holds. Equal models have
/// equal files.
public struct PackedModel: Sendable {
  public let description: NetworkDescription
  public let state: StoredState
  /// Layers with parameters in the network's order.
  public let layers: [PackedLayer]
  public let metadata: Metadata
  /// Where every byte goes; counted by the code that writes them.
  public let sizes: SizeBreakdown

  private let file: [UInt8]

  /// Packs without loss; stage three of the paper.
  public init(
    encoding network: Network, options: PackingOptions = PackingOptions(),
    metadata: Metadata = Metadata()
  ) throws(PackingError) {
    try self.init(network: network, state: .packed, options: options, metadata: metadata)
  }

  /// The same, calling `betweenLayers` with the number of weights so far; what it throws ends the
  /// packing.
  public init(
    encoding network: Network, options: PackingOptions = PackingOptions(),
    metadata: Metadata = Metadata(),
    betweenLayers: (Int) throws -> Void
  ) throws {
    var failure: (any Error)?
    do {
      try self.init(network: network, state: .packed, options: options, metadata: metadata) {
        weights in
        do { try betweenLayers(weights) } catch { failure = error }
        return failure == nil
      }
    } catch { throw failure ?? error }
  }

  /// The network in the state it is in: floats or fixed-length codes, no entropy coding.
  public init(storing network: Network, metadata: Metadata = Metadata()) throws(PackingError) {
    try self.init(
      network: network, state: StoredState(of: network),
      options: PackingOptions(coding: .fixedLength),
      metadata: metadata)
  }

  private init(
    network: Network, state: StoredState, options: PackingOptions, metadata: Metadata,
    goesOn: (_ weights: Int) -> Bool = { _ in true }
  ) throws(PackingError) {
    try VersionOne.check(network)
    try options.check(for: network)
    let description = NetworkDescription(network)
    try description.checkAttributes()
    var layers: [PackedLayer] = []
    var weightCount = 0
    for (index, node) in network.nodes.enumerated() {
      let parameters = node.layer.parameters
      if VersionOne.joinsParameters(type(of: node.layer).operation) {
        layers.append(PackedLayer(joining: parameters, name: node.name, nodeIndex: index))
        continue
      }
      guard let parameter = parameters.first else { continue }
      layers.append(
        try PackedLayer(encoding: parameter, name: node.name, nodeIndex: index, options: options))
      weightCount += parameter.weights.count
      guard goesOn(weightCount) else { throw .stopped }
    }
    do {
      try self.init(description: description, state: state, layers: layers, metadata: metadata)
    } catch { throw .container(error) }
  }

  init(
    description: NetworkDescription, state: StoredState, layers: [PackedLayer], metadata: Metadata
  ) throws(ContainerFault) {
    (self.description, self.state, self.layers, self.metadata) = (
      description, state, layers, metadata
    )
    let written = try ContainerWriter.write(
      description, state: state, layers: layers, metadata: metadata)
    file = written.bytes
    sizes = try SizeBreakdown(layers, layerParts: written.layers, parts: written.parts)
  }

  /// Bytes of the file.
  public var bytes: Int { file.count }

  /// The file. The same network and options give the same bytes, on every machine.
  public func serialized() -> [UInt8] { file }

  /// Layers that pruning, sharing and coding go through.
  public var weightedLayers: [PackedLayer] {
    layers.filter { !VersionOne.joinsParameters(description.nodes[$0.nodeIndex].operation) }
  }

  public func layer(_ name: String) -> PackedLayer? { layers.first { $0.name == name } }
}

extension PackedModel: Equatable {
  public static func == (left: PackedModel, right: PackedModel) -> Bool { left.file == right.file }
}

extension StoredState {
  /// How far compression has come in any of the layers.
  init(of network: Network) {
    let states = network.weightNames.compactMap { name -> StoredState? in
      switch network.parameter(name)?.weights {
      case nil: nil
      case .dense: .dense
      case .pruned: .pruned
      case .shared, .compact: .shared
      }
    }
    self = states.max { $0.rawValue < $1.rawValue } ?? .dense
  }
}

extension PackingOptions {
  /// Refuses index widths for layers that are not there.
  fileprivate func check(for network: Network) throws(PackingError) {
    let names = network.weightNames
    for name in indexBits.keys.sorted() where !names.contains(name) {
      throw .unknownLayer(name: name, weightedLayers: names)
    }
  }
}

extension NetworkDescription {
  /// Refuses settings that the file's number fields cannot hold.
  fileprivate func checkAttributes() throws(PackingError) {
    let limit = Int(ContainerLimits.maximumNumber)
    for node in nodes {
      for (name, attribute) in node.attributes.sorted(by: { $0.key < $1.key }) {
        let fits =
          switch attribute {
          case .integers(let values): values.allSatisfy { (-limit...limit).contains($0) }
          case .number(let value): value.isFinite
          case .text: true
          }
        guard fits else { throw .attributeOutOfRange(layer: node.name, name: name) }
      }
    }
  }
}
