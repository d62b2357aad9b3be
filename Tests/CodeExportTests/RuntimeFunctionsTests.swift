import Tensors
import TestSupport
import Testing

/// Functions without a mathematical library, against the operators, which have one.
struct RuntimeFunctionsTests {
  @Test(arguments: [
    "Relu", "Neg", "Abs", "Sigmoid", "Tanh", "Exp", "Erf", "HardSwish", "Softplus", "LeakyRelu",
    "Elu", "HardSigmoid",
  ])
  func functionsOfAnyNumber(name: String) throws {
    var model = ONNXModel(inputShape: [1, 200])
    // Twice, so that no graph is a classical network.
    model.nodes = [
      .init(operation: name, inputs: ["x"], output: "a"),
      .init(operation: "Erf", inputs: ["a"], output: "y"),
    ]
    let x = Tensor(shape: [1, 200], values: (0..<200).map { Float($0 - 100) / 16 })
    #expect(try ExportedGraph(model).error([x]) < 2e-6)
  }

  @Test(arguments: ["Sqrt", "Log", "Reciprocal"]) func functionsOfPositives(name: String) throws {
    var model = ONNXModel(inputShape: [1, 120])
    model.nodes = [.init(operation: name, inputs: ["x"], output: "y")]
    let graph = try ExportedGraph(model)
    for scale: Float in [1e-6, 1e-2, 1, 1e3, 1e12] {
      let x = Tensor(shape: [1, 120], values: (1...120).map { scale * Float($0) })
      #expect(try graph.error([x]) < 1e-6, "\(name) at \(scale)")
    }
  }

  /// Where a relative error would be large at once.
  @Test func smallNumbersKeepTheirDigits() throws {
    var model = ONNXModel(inputShape: [1, 60])
    model.nodes = [.init(operation: "Erf", inputs: ["x"], output: "y")]
    let graph = try ExportedGraph(model)
    for scale: Float in [1e-6, 1e-3] {
      let x = Tensor(shape: [1, 60], values: (1...60).map { scale * Float($0) })
      #expect(try graph.error([x]) < 1e-6)
    }
  }
}
