import CodeExport
import Networks
import Quantization
import Tensors
import TestSupport
import Testing

struct RuntimeProductsTests {
  private func shared(_ network: Network) throws -> Network {
    var random = RandomSource(seed: 1)
    let plans = Dictionary(
      uniqueKeysWithValues: network.weightNames.map { ($0, SharingPlan(bits: 8)) })
    return try network.sharingWeights(plans, random: &random).network
  }

  /// Matrices on both sides of vectors, and of values.
  @Test func matricesMultiply() throws {
    var model = ONNXModel(inputShape: [1, 3, 8])
    model.floats = [
      ("w", .normal([8, 20], seed: 1)), ("v", .normal([20, 6], seed: 2)),
      ("g", .normal([5, 18], seed: 3)), ("b", .normal([5], seed: 4)),
    ]
    model.nodes = [
      .init(operation: "MatMul", inputs: ["x", "w"], output: "h"),
      .init(operation: "MatMul", inputs: ["h", "v"], output: "k"),
      .init(operation: "Transpose", inputs: ["k"], output: "t", integers: ["perm": [0, 2, 1]]),
      .init(operation: "MatMul", inputs: ["k", "t"], output: "s"),
      .init(operation: "Flatten", inputs: ["k"], output: "f"),
      .init(
        operation: "Gemm", inputs: ["f", "g", "b"], output: "y", integer: ["transB": 1]),
    ]
    model.otherOutputs = ["s"]
    let x = Tensor.normal([1, 3, 8], seed: 5)
    #expect(try ExportedGraph(model).error([x]) < 1e-5)
    #expect(try ExportedGraph(model, change: shared).error([x], toolchain: .sanitizers) < 1e-5)
  }

  @Test func windowsOfOneAndTwoDimensions() throws {
    var model = ONNXModel(inputShape: [1, 4, 6, 7])
    model.floats = [
      ("w", .normal([6, 2, 3, 2], seed: 1)), ("b", .normal([6], seed: 2)),
      ("u", .normal([6, 3, 2, 3], seed: 3)), ("l", .normal([2, 9, 3], seed: 4)),
    ]
    model.nodes = [
      .init(
        operation: "Conv", inputs: ["x", "w", "b"], output: "c",
        integers: ["strides": [2, 1], "pads": [1, 0, 1, 1]], integer: ["group": 2]),
      .init(
        operation: "ConvTranspose", inputs: ["c", "u"], output: "t",
        integers: ["strides": [2, 1], "pads": [0, 1, 1, 0]]),
      .init(
        operation: "MaxPool", inputs: ["t"], output: "m", integers: ["kernel_shape": [2, 2]]),
      .init(operation: "Erf", inputs: ["m"], output: "y"),
    ]
    #expect(
      try ExportedGraph(model, change: shared).error(
        [.normal([1, 4, 6, 7], seed: 5)], toolchain: .sanitizers) < 1e-5)
    var line = ONNXModel(inputShape: [1, 9, 11])
    line.floats = [("l", .normal([2, 9, 3], seed: 4))]
    line.nodes = [
      .init(
        operation: "Conv", inputs: ["x", "l"], output: "c", integers: ["dilations": [2]]),
      .init(
        operation: "AveragePool", inputs: ["c"], output: "y", integers: ["kernel_shape": [3]]),
    ]
    #expect(try ExportedGraph(line).error([.normal([1, 9, 11], seed: 6)]) < 1e-5)
  }

  @Test(arguments: ["LSTM", "GRU", "RNN"], ["forward", "reverse", "bidirectional"])
  func sequencesGoThroughTime(name: String, direction: String) throws {
    let gates = ["LSTM": 4, "GRU": 3, "RNN": 1][name] ?? 1
    let directions = direction == "bidirectional" ? 2 : 1
    var model = ONNXModel(inputShape: [5, 1, 3])
    model.floats = [
      ("w", .normal([directions, gates * 4, 3], seed: 1)),
      ("r", .normal([directions, gates * 4, 4], seed: 2)),
      ("b", .normal([directions, 8 * gates], seed: 3)),
    ]
    for after in name == "GRU" ? [0, 1] : [0] {
      model.nodes = [
        .init(
          operation: name, inputs: ["x", "w", "r", "b"], output: "y",
          integer: name == "GRU"
            ? ["hidden_size": 4, "linear_before_reset": after] : ["hidden_size": 4],
          text: ["direction": direction], otherOutputs: ["h"])
      ]
      model.otherOutputs = ["h"]
      let x = Tensor.normal([5, 1, 3], seed: 4)
      #expect(try ExportedGraph(model).error([x]) < 1e-5)
      #expect(try ExportedGraph(model, change: shared).error([x], toolchain: .sanitizers) < 1e-5)
    }
  }
}
