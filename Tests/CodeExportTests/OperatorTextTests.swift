import CodeExport
import Tensors
import TestSupport
import Testing

struct OperatorTextTests {
  /// Two inputs, two outputs of which one depends on neither.
  private func graph() throws -> ExportedGraph {
    var model = ONNXModel(inputShape: [1, 3])
    model.otherInputs = [("z", 1, [1, 3])]
    model.floats = [("c", Tensor(shape: [2], values: [1.5, -2]))]
    model.nodes = [
      .init(operation: "Sub", inputs: ["x", "z"], output: "y"),
      .init(operation: "Neg", inputs: ["c"], output: "n"),
    ]
    model.otherOutputs = ["n"]
    return try ExportedGraph(model)
  }

  @Test func inputsAndOutputsAreNamed() throws {
    let files = try graph().source.files
    let header = String(decoding: files[0].bytes, as: UTF8.self)
    #expect(header.contains("input 0: x, 1x3") && header.contains("input 1: z, 1x3"))
    #expect(header.contains("output 0: y, 1x3") && header.contains("output 1: n, 2"))
    #expect(header.contains("(network_memory *memory, const float *input0, const float *input1)"))
  }

  @Test(arguments: CToolchain.available) func everyCompilerTakesIt(toolchain: CToolchain) throws {
    let inputs = [Tensor.normal([1, 3], seed: 1), .normal([1, 3], seed: 2)]
    #expect(try graph().error(inputs, toolchain: toolchain) < 1e-6)
  }
}
