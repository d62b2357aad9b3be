import Networks
import Quantization
import Tensors
import TestSupport
import Testing

struct CalibratedLayersTests {
  private func network() throws -> Network {
    try Network(
      inputShape: [4],
      chain: [
        Dense(weights: .dense(.normal([3, 4], seed: 1)), bias: nil), ReLU(),
        Dense(weights: .dense(.normal([2, 3], seed: 2)), bias: nil),
      ])
  }

  @Test func layersComeInTheOrderOfTheNetwork() throws {
    let inputs = [[TypedTensor(Tensor.normal([5, 4], seed: 3))]]
    let found = CalibratedLayers(["fc2", "fc1"], of: try network(), batches: inputs, seed: 1)
    #expect(found.layers.map(\.name) == ["fc1", "fc2"])
    #expect(found.layers.allSatisfy { $0.product?.form == .rows })
    #expect(found.weights(1).shape == [2, 3])
    let blind = CalibratedLayers(["fc1"], of: try network(), batches: [], seed: 1)
    #expect(blind.layers.map(\.product) == [nil])
  }

  /// The second layer reads what the first gives: means by the definition.
  @Test func eachSeesItsOwnInputs() throws {
    let network = try network()
    let x = Tensor.normal([5, 4], seed: 3)
    let layers = CalibratedLayers(
      ["fc1", "fc2"], of: network, batches: [[TypedTensor(x)]], seed: 1)
    var walks = [ActivationWalk(network, layers.batches)]
    let weights = layers.weights(0).tensor.values
    var hidden = [[Float]](repeating: [0, 0, 0], count: 5)
    for row in 0..<5 {
      for unit in 0..<3 {
        var sum: Float = 0
        for place in 0..<4 { sum += x.values[row * 4 + place] * weights[unit * 4 + place] }
        hidden[row][unit] = max(0, sum)
      }
    }
    let product = try layers.product(1, &walks, .none)
    for unit in 0..<3 {
      let mean = hidden.reduce(0.0) { $0 + Double($1[unit]) } / 5
      #expect(abs(product.moments[0].mean[unit] - mean) < 1e-6)
    }
  }
}
