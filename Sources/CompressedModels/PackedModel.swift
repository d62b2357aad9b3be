import EntropyCoding
import Networks
import Tensors

/// A network whose weights are coded, layer by layer; what a `.dcz` file holds. Equal models have
/// equal files.
public struct PackedModel: Sendable {
  public let graph: StoredGraph
  public let state: StoredState
  /// Layers with parameters in the network's order.
  public let layers: [PackedLayer]
  public let metadata: Metadata
  /// Where every byte goes; counted by the code that writes or reads them.
  public let sizes: SizeBreakdown

  private let file: [UInt8]
  /// What was made from the model.
  public private(set) var kept = KeptValues()
  /// A copy with which nothing is kept, for what is kept with the model (`Network.apart`).
  public var apart: PackedModel {
    var copy = self
    copy.kept = KeptValues()
    return copy
  }

  /// Packs without loss; stage three of the paper.
  public init(
    encoding network: Network, options: PackingOptions = PackingOptions(),
    metadata: Metadata = Metadata()
  ) throws(PackingError) {
    do {
      self = try Self.encode(network, .packed, options, metadata) { (_) throws(Never) in }
    } catch {
      switch error {
      case .packing(let error): throw error
      }
    }
  }

  /// The same; `monitor` is told of the weights after each layer. Throws what it throws, too.
  public init(
    encoding network: Network, options: PackingOptions = PackingOptions(),
    metadata: Metadata = Metadata(), monitor: WorkMonitor<WorkDone>
  ) throws {
    do {
      self = try Self.encode(network, .packed, options, metadata, afterLayer: monitor.tell)
    } catch {
      switch error {
      case .packing(let error): throw error
      case .stopped(let error): throw error
      }
    }
  }

  /// The network in the state it is in: floats or fixed-length codes, no entropy coding.
  public init(storing network: Network, metadata: Metadata = Metadata()) throws(PackingError) {
    let options = PackingOptions(coding: .fixedLength)
    do {
      self = try Self.encode(network, StoredState(of: network), options, metadata) {
        (_) throws(Never) in
      }
    } catch {
      switch error {
      case .packing(let error): throw error
      }
    }
  }

  /// Why packing ended early.
  private enum Failure<Stop: Error>: Error {
    case packing(PackingError)
    case stopped(Stop)
  }

  private static func encode<Stop: Error>(
    _ network: Network, _ state: StoredState, _ options: PackingOptions, _ metadata: Metadata,
    afterLayer: (WorkDone) throws(Stop) -> Void
  ) throws(Failure<Stop>) -> PackedModel {
    let graph: StoredGraph
    do {
      graph = try Self.graph(of: network)
      try options.check(for: network)
    } catch { throw .packing(error) }
    let total = network.weightNames.reduce(0) { $0 + (network.parameter($1)?.weights.count ?? 0) }
    var layers: [PackedLayer] = []
    var weightCount = 0
    for index in graph.holderNames.indices {
      do {
        guard let layer = try PackedLayer(encoding: index, of: graph, network, options: options)
        else { continue }
        layers.append(layer)
        guard graph.isWeighted(index) else { continue }
        weightCount += layer.weightCount
      } catch { throw .packing(error) }
      do { try afterLayer(WorkDone(weightCount, of: total)) } catch { throw .stopped(error) }
    }
    do {
      return try PackedModel(
        graph: graph, state: state, layers: layers, metadata: metadata)
    } catch { throw .packing(.container(error)) }
  }

  /// Networks of another program's file keep that file's words, all others are described in ours.
  private static func graph(of network: Network) throws(PackingError) -> StoredGraph {
    if let origin = network.origin {
      do { return .file(origin, try origin.parameters()) } catch {
        throw .container(.originalFile(error))
      }
    }
    try VersionOne.check(network)
    let description = NetworkDescription(network)
    try description.checkAttributes()
    return .layers(description)
  }

  /// Writes the file. Throws `chunkTooLarge`.
  init(
    graph: StoredGraph, state: StoredState, layers: [PackedLayer], metadata: Metadata
  ) throws(ContainerFault) {
    let metadata = graph.completed(metadata)
    let written = try ContainerWriter.write(
      graph, state: state, layers: layers, metadata: metadata)
    try self.init(
      graph: graph, state: state, layers: layers, metadata: metadata, file: written)
  }

  /// With the bytes that were written or read.
  init(
    graph: StoredGraph, state: StoredState, layers: [PackedLayer],
    metadata: Metadata, file: CountedFile
  ) throws(ContainerFault) {
    self.graph = graph
    self.state = state
    self.layers = layers
    self.metadata = metadata
    self.file = file.bytes
    sizes = try SizeBreakdown(layers, layerParts: file.layers, parts: file.parts)
  }

  /// The same model with other words about its origin.
  public func with(_ metadata: Metadata) throws(ContainerError) -> PackedModel {
    do {
      return try PackedModel(graph: graph, state: state, layers: layers, metadata: metadata)
    } catch { throw ContainerError(error) }
  }

  /// Bytes of the file.
  public var bytes: Int { file.count }

  /// The file. The same network and options give the same bytes, on every machine.
  public func serialized() -> [UInt8] { file }

  /// Layers that pruning, sharing and coding go through.
  public var weightedLayers: [PackedLayer] {
    layers.filter { graph.isWeighted($0.nodeIndex) }
  }

  /// Those with a chunk of their own in the file.
  var layersWithChunks: [PackedLayer] {
    if case .file = graph { return weightedLayers }
    return layers
  }

  /// Bytes of all parameters before compression, removed units included.
  public var originalBytes: Int { graph.originalBytes(layers) }

  /// Of one example of the first input; [] where nothing is known of it.
  public var inputShape: [Int] {
    switch graph {
    case .layers(let description): description.inputShape
    case .file: (try? skeleton())?.inputShape ?? []
    }
  }

  /// Whether some layers are in arithmetic coding; Huffman coding else.
  public var isArithmetic: Bool { layers.contains { $0.ranks != nil } }

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
      case .shared, .absent: .shared
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
