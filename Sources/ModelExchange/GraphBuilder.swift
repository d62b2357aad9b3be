import Networks
import Tensors

/// Builds a network from a file's layers, which name what they read and what they give. Names of
/// values may be given again (Caffe's layers in place): later readers see the later value.
struct GraphBuilder {
  let inputShape: [Int]
  private let inputName: String
  private var nodes: [Network.Node] = []
  private var types: [ValueType] = []
  /// Where each value comes from: a node, or the network's input.
  private var sources: [String: Network.Source] = [:]
  private var names: Set<String> = []
  /// For names that were not free: the number that the next one of the same name tries first.
  private var nextNumbers: [String: Int] = [:]
  private var weightCount = 0

  /// Numbers of all layers together, 2 GiB of floats: a small file can use one matrix in any number
  /// of layers.
  static let largestWeightCount = 1 << 29

  init(inputShape: [Int], inputName: String) throws(ModelExchangeError) {
    var size = 1
    for extent in inputShape {
      let (product, overflow) = size.multipliedReportingOverflow(by: extent)
      guard extent > 0, !overflow, product <= 1 << 28 else { throw .shapeTooLarge(inputShape) }
      size = product
    }
    (self.inputShape, self.inputName) = (inputShape, inputName)
    sources[inputName] = .input
  }

  func knows(_ value: String) -> Bool { sources[value] != nil }

  /// Without the batch; nil for values that nothing has given.
  func shape(of value: String) -> [Int]? {
    sources[value].flatMap { type(of: $0).exampleShape }
  }

  private func type(of source: Network.Source) -> ValueType {
    source.node.map { types[$0] } ?? .examples(inputShape)
  }

  /// Adds a layer, which `make` builds for the shapes that it reads. The name is kept when it is
  /// free.
  mutating func add(
    _ name: String, reading inputs: [String], giving output: String,
    _ make: ([[Int]]) throws(NetworkError) -> any Layer
  ) throws(ModelExchangeError) {
    var places: [Network.Source] = []
    for input in inputs {
      guard let source = sources[input] else { throw .unknownValue(layer: name, value: input) }
      places.append(source)
    }
    let inputs = places.map(type(of:))
    do {
      let layer = try make(inputs.map { $0.exampleShape ?? [] })
      weightCount += layer.parameters.reduce(0) { $0 + $1.weights.count }
      types.append(try layer.outputs(for: inputs)[0])
      nodes.append(Network.Node(name: freeName(name), layer: layer, inputs: places))
    } catch { throw .network(layer: name, error) }
    guard weightCount <= Self.largestWeightCount else {
      throw .tooManyWeights(limit: Self.largestWeightCount)
    }
    sources[output] = .node(nodes.count - 1)
  }

  /// A layer that is built from attributes alone.
  mutating func add(
    _ name: String, _ operation: String, _ attributes: [String: Attribute] = [:],
    reading inputs: [String],
    giving output: String
  ) throws(ModelExchangeError) {
    try add(name, reading: inputs, giving: output) { shapes throws(NetworkError) in
      try LayerRegistry.layer(operation: operation, attributes: attributes, inputShapes: shapes)
    }
  }

  /// A layer that does nothing: its output is its input.
  mutating func pass(_ name: String, _ input: String, as output: String) throws(ModelExchangeError)
  {
    guard let source = sources[input] else { throw .unknownValue(layer: name, value: input) }
    sources[output] = source
  }

  /// What keeps a layer of scales and shifts from dividing by anything but 1: floats do not see it.
  private static let smallestEpsilon = 1e-12

  /// y = scale x + shift, channel by channel. A layer with weights before it takes it up in the
  /// end.
  mutating func addAffine(
    _ name: String, scale: [Float], shift: [Float], reading input: String, giving output: String
  ) throws(ModelExchangeError) {
    let (zeros, ones) = (scale.map { _ in Float(0) }, scale.map { _ in Float(1) })
    try addNormalization(
      name, [scale, shift, zeros, ones], epsilon: Self.smallestEpsilon, reading: input,
      giving: output)
  }

  /// `parameters`: scale, shift, mean and variance of each channel.
  mutating func addNormalization(
    _ name: String, _ parameters: [[Float]], epsilon: Double, reading input: String,
    giving output: String
  ) throws(ModelExchangeError) {
    try add(name, reading: [input], giving: output) { shapes throws(NetworkError) in
      let operation = BatchNormalization.operation
      let channels = shapes[0].first ?? 0
      guard parameters.count == 4, parameters.allSatisfy({ $0.count == channels }) else {
        throw .wrongParameterShape(
          layer: name, expected: [4, channels], found: parameters.map(\.count))
      }
      guard (Self.smallestEpsilon..<1).contains(epsilon) else {
        throw .badAttribute(
          operation: operation, name: "epsilon", reason: "must be above 0 and below 1")
      }
      let layer = BatchNormalization(
        scale: parameters[0], shift: parameters[1], mean: parameters[2], variance: parameters[3],
        epsilon: epsilon)
      guard layer.accepts(layer.parameters) else {
        throw .badAttribute(
          operation: operation, name: "variance", reason: "must be finite and not negative")
      }
      return layer
    }
  }

  /// Throws when operations cannot be translated: all of them at once, with their numbers, in order
  /// of appearance.
  static func refuse(_ operations: [String]) throws(ModelExchangeError) {
    guard !operations.isEmpty else { return }
    var counts: [(operation: String, count: Int)] = []
    for operation in operations {
      if let known = counts.firstIndex(where: { $0.operation == operation }) {
        counts[known].count += 1
      } else {
        counts.append((operation, 1))
      }
    }
    throw .unsupportedOperations(
      counts.map { $0.count > 1 ? "\($0.operation) (\($0.count) times)" : $0.operation })
  }

  /// The network up to the value `output`, without layers that it does not need, batch
  /// normalization folded.
  func network(giving output: String) throws(ModelExchangeError) -> Network {
    guard let last = sources[output] else {
      throw .unknownValue(layer: "the output", value: output)
    }
    guard let last = last.node else { throw .noLayers }
    do {
      let nodes = needed(for: last)
      return try Network(
        inputs: [.init(name: inputName, type: .examples(inputShape))], nodes: nodes,
        outputs: [.init(name: output, source: .node(nodes.count - 1))]
      ).foldingBatchNormalization()
    } catch { throw .network(layer: nodes[last].name, error) }
  }

  /// The ancestors of a node and itself, renumbered.
  private func needed(for last: Int) -> [Network.Node] {
    var isNeeded = [Bool](repeating: false, count: nodes.count)
    isNeeded[last] = true
    for index in nodes.indices.reversed() where isNeeded[index] {
      for input in nodes[index].inputs.compactMap(\.node) { isNeeded[input] = true }
    }
    var place = [Int](repeating: 0, count: nodes.count)
    var kept: [Network.Node] = []
    for (index, node) in nodes.enumerated() where isNeeded[index] {
      place[index] = kept.count
      let inputs = node.inputs.map { $0.placed { place[$0] } }
      kept.append(node.with(layer: node.layer, inputs: inputs))
    }
    return kept
  }

  /// The user's name, without what `only=` could not tell from a pattern; numbered when a layer has
  /// it already.
  private mutating func freeName(_ name: String) -> String {
    var clean = ""
    for scalar in name.unicodeScalars {
      let isStrange = scalar == "*" || scalar == "?" || scalar.value < 32 || scalar.value == 127
      clean.unicodeScalars.append(isStrange ? "_" : scalar)
    }
    if clean.isEmpty { clean = "layer" }
    if names.insert(clean).inserted { return clean }
    var number = nextNumbers[clean] ?? 2
    while !names.insert("\(clean)_\(number)").inserted { number += 1 }
    nextNumbers[clean] = number + 1
    return "\(clean)_\(number)"
  }
}
