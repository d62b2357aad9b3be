import Networks
import Tensors

/// How the units of one layer (its neurons or filters, the rows of its weights) are read: by one
/// later layer, through layers that keep units apart. Unit u is row u of W and, as images are
/// flattened channel by channel, the columns u c ..< (u + 1) c of the reader's matrix, with c
/// columns a unit: the pixels of its image in front of a dense layer, the kernel's places in a
/// convolution, else 1.
struct UnitPath {
  /// The node that has the units.
  let source: Int
  /// Nodes behind it, in order: element-wise, pooling, flatten, dropout.
  let between: [Int]
  /// The dense layer or convolution that reads them.
  let reader: Int
  let unitCount: Int
  let columnsPerUnit: Int

  /// Follows the units of a layer of that name. Throws `.unitsCannotBeFollowed`, which says what is
  /// in the way.
  init(of name: String, in network: Network) throws(PruningError) {
    let holders = network.nodes(holding: name)
    guard holders.count == 1, let layer = Self.weighted(network.nodes[holders[0]].layer) else {
      throw .unitsCannotBeFollowed(
        layer: name,
        obstacle: holders.count > 1
          ? "several layers share its weights" : "it is no dense layer or ungrouped convolution")
    }
    var current = holders[0]
    var between: [Int] = []
    while true {
      current = try Self.onlyReader(of: current, behind: name, in: network)
      let node = network.nodes[current]
      if let next = Self.weighted(node.layer) {
        let units = layer.weights.shape[0]
        let columns = next.weights.count / max(1, next.weights.shape[0])
        guard columns % units == 0, network.nodes(holding: node.name).count == 1 else {
          throw .unitsCannotBeFollowed(layer: name, obstacle: "\(node.name) mixes them")
        }
        (source, self.between, reader) = (holders[0], between, current)
        (unitCount, columnsPerUnit) = (units, columns / units)
        return
      }
      guard Self.keepsUnitsApart(node.layer), node.inputs.count == 1 else {
        throw .unitsCannotBeFollowed(
          layer: name, obstacle: "\(node.name) (\(node.layer.kind)) reads them")
      }
      between.append(current)
    }
  }

  /// All layers whose units can be followed, in order.
  static func all(in network: Network) -> [UnitPath] {
    network.weightNames.compactMap { try? UnitPath(of: $0, in: network) }
  }

  private static func weighted(_ layer: any Layer) -> (any WeightedLayer)? {
    if let convolution = layer as? Convolution2D, convolution.groups > 1 { return nil }
    return layer as? any WeightedLayer
  }

  private static func onlyReader(of index: Int, behind name: String, in network: Network)
    throws(PruningError) -> Int
  {
    let readers = network.nodes.indices.filter { place in
      network.nodes[place].inputs.contains { $0.node == index }
    }
    guard !network.outputs.contains(where: { $0.source.node == index }) else {
      throw .unitsCannotBeFollowed(layer: name, obstacle: "its outputs are the network's")
    }
    guard readers.count == 1 else {
      throw .unitsCannotBeFollowed(
        layer: name, obstacle: "\(readers.count) layers read \(network.nodes[index].name)")
    }
    return readers[0]
  }

  private static func keepsUnitsApart(_ layer: any Layer) -> Bool {
    guard layer.parameters.isEmpty else { return false }
    if layer is any PoolingLayer || layer is GlobalAveragePooling { return true }
    if layer is Flatten || layer is Dropout || layer is ReLU { return true }
    return layer is any ElementwiseLayer
  }
}

extension Network {
  /// Layers whose units can be removed, in order.
  public var layersWithRemovableUnits: [String] {
    UnitPath.all(in: self).map { nodes[$0.source].parameterNames[0] }
  }
}
