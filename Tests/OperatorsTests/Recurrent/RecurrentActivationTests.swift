import Operators
import Tensors
import Testing

struct RecurrentActivationTests {
  /// RNN without recurrence: f(x).
  private func value(_ name: String, _ x: Float, alpha: [Float] = [], beta: [Float] = []) throws
    -> Double
  {
    let (one, zero) = (floats([1], [1, 1, 1]), floats([0], [1, 1, 1]))
    return try run(
      "RNN", [floats([x], [1, 1, 1]), one, zero],
      [
        "activations": .texts([name]), "activation_alpha": .numbers(alpha),
        "activation_beta": .numbers(beta),
      ])[0].numbers[0]
  }

  @Test func namesMeanTheirFunctions() throws {
    #expect(try value("Relu", -2) == 0)
    #expect(try value("Sigmoid", 0) == 0.5)
    #expect(try value("Softsign", 3) == 0.75)
    #expect(try value("Affine", 3, alpha: [2], beta: [1]) == 7)
    #expect(try value("LeakyRelu", -2, alpha: [0.5]) == -1)
    #expect(try value("ThresholdedRelu", 0.5) == 0)
    #expect(try value("HardSigmoid", 1, alpha: [0.25]) == 0.75)
    #expect(try value("Softplus", 30) == 30)
  }

  @Test func refusesOthers() {
    #expect(throws: OperatorError("activation 'Sine' is not possible")) { try value("Sine", 0) }
  }
}
