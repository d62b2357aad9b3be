import Networks
import Tensors
import TestSupport
import Testing

struct DenseTests {
  /// y = x Wᵀ + b by its definition, in Double, weighted by dy and summed; p = [x, W, b].
  private func loss(_ p: [Double], dy: Tensor, inputs: Int, hasBias: Bool) -> Double {
    let (n, outputs) = (dy.shape[0], dy.shape[1])
    let (weights, bias) = (n * inputs, n * inputs + outputs * inputs)
    var sum = 0.0
    for row in 0..<n {
      for o in 0..<outputs {
        let start = hasBias ? p[bias + o] : 0
        let y = (0..<inputs).reduce(start) {
          $0 + p[row * inputs + $1] * p[weights + o * inputs + $1]
        }
        sum += Double(dy.values[row * outputs + o]) * y
      }
    }
    return sum
  }

  @Test(arguments: [true, false], [[1, 1, 1], [3, 5, 4], [7, 2, 13]])
  func gradientsAreCentralDifferences(hasBias: Bool, extents: [Int]) {
    let (n, inputs, outputs) = (extents[0], extents[1], extents[2])
    let x = Tensor.normal([n, inputs], seed: 1)
    let weights = Tensor.normal([outputs, inputs], seed: 2)
    let bias = Tensor.normal([outputs], seed: 3)
    let dy = Tensor.normal([n, outputs], seed: 4)
    let layer = Dense(weights: .dense(weights), bias: hasBias ? .float32(bias.values) : nil)
    let output = layer.forward([x])
    let gradient = layer.backward(
      dy, of: Activation(output: output), inputs: [x], wantsInputGradient: true)
    let point = x.doubles + weights.doubles + (hasBias ? bias.doubles : [])
    let expected = centralDifferences(at: point) {
      loss($0, dy: dy, inputs: inputs, hasBias: hasBias)
    }
    let found = gradient.inputs[0].values + (gradient.weights?.values ?? []) + (gradient.bias ?? [])
    #expect(relativeError(found, expected) < gradientBudget)
    let weighted = zip(output.doubles, dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(
      relativeError([weighted], [loss(point, dy: dy, inputs: inputs, hasBias: hasBias)])
        < gradientBudget)
    #expect((gradient.bias == nil) == !hasBias)
  }

  @Test func theInputGradientIsLeftOutWhenNotWanted() {
    let layer = Dense(weights: .dense(Tensor(zeros: [2, 3])), bias: nil)
    let x = Tensor(zeros: [1, 3])
    let gradient = layer.backward(
      Tensor(zeros: [1, 2]), of: Activation(output: layer.forward([x])), inputs: [x],
      wantsInputGradient: false)
    #expect(gradient.inputs.isEmpty)
  }

  @Test func storageDoesNotChangeTheOutput() {
    let shared = SharedWeights(
      mask: Mask(shape: [2, 3], isKept: [true, false, true, false, true, true]),
      codes: [0, 1, 1, 0],
      codebook: Codebook(centroids: [-1, 2], precision: .float16), bits: 1)
    let x = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6])
    let expected = Dense(weights: .dense(shared.dense()), bias: .float32([0.5, -1])).forward([x])
    #expect(expected.values == [5.5, 0, 8.5, 3])
    #expect(Dense(weights: .shared(shared), bias: .float16([0.5, -1])).forward([x]) == expected)
    let coarse = Bias.integers(bits: 8, scale: 0.5, multiples: [1, -2])
    #expect(Dense(weights: .shared(shared), bias: coarse).forward([x]) == expected)
  }

  @Test(arguments: [[], [2, 2], [16_777_217]])
  func otherThanVectorsAreRefused(shape: [Int]) {
    #expect(throws: NetworkError.self) {
      try Dense(attributes: ["outputs": .integers([1])], inputShapes: [shape])
    }
  }

  @Test func tooManyWeightsAreRefusedBeforeAnythingIsAllocated() {
    #expect(throws: NetworkError.self) {
      try Dense(attributes: ["outputs": .integers([16_777_216])], inputShapes: [[16_777_216]])
    }
  }
}
