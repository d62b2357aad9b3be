import Networks
import Tensors

/// Layers of a network that are looked at one after the other, and the inputs to do it with.
package struct CalibratedLayers: Sendable {
  package struct Layer: Sendable, Equatable {
    package let name: String
    package let node: Int
    /// Its number among the node's parameters.
    package let parameter: Int
    /// nil where nothing is known of the inputs: every weight counts the same then.
    package let product: LayerProduct?
  }

  package let network: Network
  /// Batches of inputs; none: weights alone decide.
  package let batches: [[TypedTensor]]
  /// In the order in which the network computes.
  package let layers: [Layer]
  private let seed: UInt64

  package init(_ names: [String], of network: Network, batches: [[TypedTensor]], seed: UInt64) {
    (self.network, self.batches, self.seed) = (network, batches, seed)
    layers = Self.places(of: names, in: network, isCalibrated: !batches.isEmpty)
  }

  private static func places(of names: [String], in network: Network, isCalibrated: Bool) -> [Layer]
  {
    let wanted = Set(names)
    var found: [Layer] = []
    for (index, node) in network.nodes.enumerated() {
      for (number, name) in node.parameterNames.enumerated() where wanted.contains(name) {
        guard network.nodes(holding: name).first == index else { continue }
        let isAlone = network.nodes(holding: name).count == 1
        let product = node.layer.products.first { $0.parameter == number }
        found.append(
          Layer(
            name: name, node: index, parameter: number,
            product: isCalibrated && isAlone ? product : nil))
      }
    }
    return found
  }

  package func weights(_ number: Int) -> Weights {
    guard let parameter = network.parameter(layers[number].name) else {
      preconditionFailure("a layer of the network")
    }
    return parameter.weights
  }

  /// Moments of a layer's inputs in the networks of `walks`, the dense one first.
  package func product(
    _ number: Int, _ walks: inout [ActivationWalk], _ monitor: WorkMonitor<WorkDone>
  ) throws -> CalibratedProduct {
    let layer = layers[number]
    let shape = weights(number).shape
    guard let product = layer.product else {
      return CalibratedProduct(ProductInputs(form: .rows, shape: Self.matrixShape(shape)))
    }
    let inputs = ProductInputs(form: product.form, shape: shape)
    var calibrated = CalibratedProduct(inputs)
    var random = RandomSource(seed: seed &+ UInt64(number))
    var share: Double?
    let isSecond = walks.count > 1
    try ActivationWalk.visit(&walks, layer.node) { batch, read in
      try monitor.tell(WorkDone(0, of: 1))
      guard let dense = read[0][product.input].tensor else { return }
      let count = inputs.places(in: dense) ?? 0
      let rest = isSecond ? read[1][product.input].tensor : nil
      if share == nil, count > 0 {
        share = Double(calibrated.wantedSamples) / Double(count * batches.count)
      }
      _ = calibrated.add(
        rest ?? dense, dense: rest == nil ? nil : dense, share: share ?? 1, random: &random)
    }
    return calibrated
  }

  private static func matrixShape(_ shape: [Int]) -> [Int] {
    [shape.first ?? 1, shape.dropFirst().reduce(1, *)]
  }
}
