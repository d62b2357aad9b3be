import Networks
import Tensors
import TestSupport
import Testing

struct DropoutTests {
  @Test(arguments: [0.1, 0.5, 0.9])
  func survivorsAreScaledSoThatTheMeanStays(rate: Double) {
    var random = RandomSource(seed: 1)
    let input = Tensor(shape: [100, 1001], values: [Float](repeating: 1, count: 100_100))
    let output = Dropout(rate: rate).forwardForTraining([input], random: &random).output
    let scale = Float(1 / (1 - rate))
    #expect(output.values.allSatisfy { $0 == 0 || $0 == scale })
    // 100 100 decisions: standard error of the rate is sqrt(r (1 - r) / n); 4 of it are allowed.
    let dropped = Double(output.values.count { $0 == 0 }) / 100_100
    #expect(abs(dropped - rate) < 4 * (rate * (1 - rate) / 100_100).squareRoot())
    #expect(abs(output.mean - 1) < 4 * (rate / (1 - rate) / 100_100).squareRoot())
  }

  @Test func aRateOfZeroDrawsNothing() {
    var random = RandomSource(seed: 1)
    let input = Tensor.normal([2, 3], seed: 2)
    #expect(Dropout(rate: 0).forwardForTraining([input], random: &random).output == input)
    var fresh = RandomSource(seed: 1)
    #expect(random.next() == fresh.next())
  }

  @Test func forwardIsTheIdentity() {
    let input = Tensor.normal([2, 3], seed: 2)
    #expect(Dropout(rate: 0.5).forward([input]) == input)
  }

  @Test func theSeedDecidesWhoIsDropped() {
    let input = Tensor(shape: [1, 64], values: [Float](repeating: 1, count: 64))
    let outputs = ([7, 7, 8] as [UInt64]).map { seed in
      var random = RandomSource(seed: seed)
      return Dropout(rate: 0.5).forwardForTraining([input], random: &random).output
    }
    #expect(outputs[0] == outputs[1])
    #expect(outputs[0] != outputs[2])
  }

  /// With the units that the forward pass kept held fixed, the layer is linear.
  @Test func gradientIsCentralDifferences() throws {
    var random = RandomSource(seed: 3)
    let x = Tensor.normal([4, 9], seed: 4)
    let dy = Tensor.normal([4, 9], seed: 5)
    let layer = Dropout(rate: 0.4)
    let activation = layer.forwardForTraining([x], random: &random)
    let isKept = activation.output.values.map { $0 != 0 }
    #expect(isKept.contains(true) && isKept.contains(false))
    let gradient = layer.backward(dy, of: activation, inputs: [x], wantsInputGradient: true)
    let expected = centralDifferences(at: x.doubles) { p in
      p.indices.reduce(0) { $0 + (isKept[$1] ? p[$1] / 0.6 * dy.doubles[$1] : 0) }
    }
    #expect(relativeError(gradient.inputs[0].values, expected) < gradientBudget)
  }
}
