import Operators
import Tensors
import Testing

/// One step of each kind; numbers are of PyTorch 2.15 with gates in ONNX's order.
struct RecurrentStepsTests {
  private func inputs(gates: Int) -> [TypedTensor?] {
    [
      waves([3, 1, 2], 0.9, 0.4), waves([1, 2 * gates, 2]), waves([1, 2 * gates, 2], 0.5, 0.1),
      waves([1, 4 * gates], 0.3, 0.2),
    ]
  }

  @Test func lstmIsPyTorchs() throws {
    let found = try gradients("LSTM", inputs(gates: 4), ["hidden_size": .integer(2)])
    expectEqual(found[0], [0.120612, 0.091599, -0.073997, -0.027869, -0.022206, 0.165373])
    expectEqual(
      found[1],
      [
        -0.094823, -0.110011, 0.074194, 0.074427, 0.043478, 0.013424, 0.029445, -0.113899, 0.046075,
        0.067554, -0.046329, -0.086312, 0.063162, 0.184459, -0.000195, 0.066982,
      ])
    expectEqual(
      found[2],
      [
        0.025556, -0.038627, -0.017225, 0.025409, 0.004441, -0.009598, 0.009565, -0.020272,
        -0.01733, 0.027141, 0.023943, -0.038392, -0.051899, 0.085449, -0.021495, 0.036782,
      ])
    let biases: [Float] = [
      0.099982, -0.066004, 0.056195, -0.027877, -0.076767, 0.114915, -0.255719, -0.11812,
    ]
    expectEqual(found[3], biases + biases)
  }

  @Test func gruIsPyTorchs() throws {
    let found = try gradients(
      "GRU", inputs(gates: 3), ["hidden_size": .integer(2), "linear_before_reset": .integer(1)])
    expectEqual(found[0], [-0.063006, -0.054663, -0.003349, 0.010391, -0.061238, -0.193896])
    expectEqual(
      found[1],
      [
        -0.104904, -0.133904, 0.108089, 0.089703, -0.010195, -0.011577, -0.001553, -0.003104,
        0.280235, 0.323826, 0.054787, 0.080485,
      ])
    expectEqual(
      found[2],
      [
        0.014582, 0.014975, -0.020144, -0.020692, 0.001738, 0.001783, 0.000574, 0.000584,
        -0.041723, -0.042793, -0.012688, -0.012962,
      ])
    expectEqual(
      found[3],
      [
        0.042024, -0.157216, 0.00946, 0.003613, -0.241793, -0.083921, 0.042024, -0.157216, 0.00946,
        0.003613, -0.222265, -0.077026,
      ])
  }

  @Test(arguments: [
    "Relu", "Tanh", "Sigmoid", "Affine", "LeakyRelu", "ScaledTanh", "HardSigmoid", "Elu",
    "Softsign", "Softplus",
  ])
  func everyActivation(name: String) throws {
    try expectGradients(
      "RNN", inputs(gates: 1),
      [
        "hidden_size": .integer(2), "activations": .texts([name]),
        "activation_alpha": .numbers([0.6]), "activation_beta": .numbers([0.3]),
      ], outputs: 2)
  }

  @Test func peepholesAreRefused() {
    let peepholes = inputs(gates: 4) + [nil, nil, nil, waves([1, 6])]
    #expect(throws: OperatorError("has no gradients by peepholes")) {
      try gradients("LSTM", peepholes, ["hidden_size": .integer(2)])
    }
  }
}
