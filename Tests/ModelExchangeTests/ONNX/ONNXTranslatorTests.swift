import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Which files become layers of our own, and which stay operators: nothing that a file says is
/// passed over.
struct ONNXTranslatorTests {
  private struct Missing: Error {}

  private func isOfLayers(_ change: (inout ONNXModel) -> Void) throws -> Bool {
    var model = ONNXModel(inputShape: [0, 4])
    model.floats = [("w", .normal([4, 8], seed: 1)), ("b", .normal([8], seed: 2))]
    model.nodes = [
      .init(operation: "Gemm", inputs: ["x", "w", "b"], output: "g", name: "fc"),
      .init(operation: "Relu", inputs: ["g"], output: "y"),
    ]
    change(&model)
    let network = try ONNXFile.read(model.bytes) { _ in throw Missing() }
    return !network.nodes.contains { $0.layer is OperatorLayer }
  }

  @Test func classicalNetworksAreLayers() throws {
    #expect(try isOfLayers { _ in })
    #expect(try isOfLayers { $0.nodes[0].integer = ["transA": 0] })
    #expect(try isOfLayers { $0.inputShape = [7, 4] })
  }

  @Test func attributesThatSayMoreMakeOperators() throws {
    #expect(try !isOfLayers { $0.nodes[0].integer = ["unheardOf": 1] })
    #expect(try !isOfLayers { $0.nodes[0].integer = ["transA": 1] })
  }

  @Test func furtherOutputsInputsAndReadersMakeOperators() throws {
    #expect(try !isOfLayers { $0.otherOutputs = ["g"] })
    #expect(try !isOfLayers { $0.otherInputs = [("z", 1, [0, 4])] })
    // Tied weights count once.
    #expect(
      try !isOfLayers {
        $0.nodes.append(.init(operation: "MatMul", inputs: ["x", "w"], output: "h"))
        $0.nodes.append(.init(operation: "Add", inputs: ["y", "h"], output: "sum"))
        $0.output = "sum"
      })
  }

  /// Cast to whole numbers and back truncates.
  @Test func castsThatChangeNumbersMakeOperators() throws {
    func cast(_ to: Int) throws -> Bool {
      try isOfLayers {
        $0.nodes.append(
          .init(operation: "Cast", inputs: ["y"], output: "c", integer: ["to": to]))
        $0.output = "c"
      }
    }
    #expect(try cast(1))
    #expect(try !cast(6))
  }

  /// y = normalized by the batch: [[1, 2], [3, 6]] -> [[-1, -1], [1, 1]].
  @Test func normalizationOfTrainingNormalizesByTheBatch() throws {
    var model = ONNXModel(inputShape: [0, 2])
    model.version = 14
    model.floats = ["s", "m"].map { ($0, Tensor(shape: [2], values: [1, 1])) }
    model.floats[1].tensor.values = [0, 0]
    model.nodes = [
      .init(
        operation: "BatchNormalization", inputs: ["x", "s", "m", "m", "s"], output: "y",
        integer: ["training_mode": 1], number: ["epsilon": 1e-7])
    ]
    let network = try ONNXFile.read(model.bytes) { _ in throw Missing() }
    let x = TypedTensor(shape: [2, 2], [Float](arrayLiteral: 1, 2, 3, 6))
    let y = try #require(try network.evaluated([x])[0].tensor)
    #expect(zip(y.values, [-1, -1, 1, 1]).allSatisfy { abs($0 - $1) < 1e-4 })
  }
}
