import CodeExport
import Tensors
import TestSupport
import Testing

struct OperatorStepTests {
  /// A constant that meets a value is spread out in memory before: 12 floats beside the product's
  /// 12, which are read when the constant is gone, and 48 bytes of the array.
  @Test func constantsAreSpread() throws {
    var model = ONNXModel(inputShape: [1, 12])
    model.floats = [("c", .normal([12], seed: 1))]
    model.nodes = [
      .init(operation: "Mul", inputs: ["x", "c"], output: "h"),
      .init(operation: "Erf", inputs: ["h"], output: "y"),
    ]
    let graph = try ExportedGraph(model)
    #expect(graph.source.weightBytes == 48 && graph.source.memoryBytes == 96)
    #expect(try graph.error([.normal([1, 12], seed: 2)]) < 1e-6)
  }

  /// Weights stay coded: a product takes the bytes that the file takes, and no memory.
  @Test func weightsAreNot() throws {
    var model = ONNXModel(inputShape: [1, 40])
    model.floats = [("w", .normal([40, 30], seed: 1))]
    model.nodes = [
      .init(operation: "MatMul", inputs: ["x", "w"], output: "h"),
      .init(operation: "Erf", inputs: ["h"], output: "y"),
    ]
    let graph = try ExportedGraph(model)
    #expect(graph.source.weightBytes == 4800 && graph.source.memoryBytes == 240)
  }
}
