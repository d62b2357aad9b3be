import Tensors
import TestSupport
import Testing

struct RuntimeOperatorsTests {
  private let x = Tensor.normal([1, 4, 3, 5], seed: 1)

  @Test(arguments: ["Add", "Sub", "Mul", "Div", "Max", "Min", "PRelu"])
  func pairsMeet(name: String) throws {
    var model = ONNXModel(inputShape: [1, 4, 3, 5])
    model.floats = [
      ("c", .normal([4, 1, 1], seed: 2)), ("d", .normal([5], seed: 3)),
    ]
    model.nodes = [
      .init(operation: name, inputs: ["x", "c"], output: "a"),
      .init(operation: "Erf", inputs: ["a"], output: "b"),
      .init(operation: "Add", inputs: ["b", "x"], output: "e"),
      .init(operation: "Mul", inputs: ["e", "d"], output: "y"),
    ]
    #expect(try ExportedGraph(model).error([x]) < 1e-5)
  }

  @Test func elementsMove() throws {
    var model = ONNXModel(inputShape: [1, 4, 3, 5])
    model.integers = [
      ("starts", [1]), ("ends", [9]), ("axes", [3]), ("steps", [2]),
      ("pads", [0, 0, 1, 0, 0, 0, 0, 2]),
      ("order", [2, 0, 0]), ("parts", [1, 3]), ("repeats", [1, 1, 2, 1]),
    ]
    model.nodes = [
      .init(operation: "Transpose", inputs: ["x"], output: "t", integers: ["perm": [0, 2, 3, 1]]),
      .init(operation: "Slice", inputs: ["x", "starts", "ends", "axes", "steps"], output: "s"),
      .init(operation: "Pad", inputs: ["s", "pads"], output: "p"),
      .init(operation: "Gather", inputs: ["p", "order"], output: "g", integer: ["axis": 2]),
      .init(operation: "Tile", inputs: ["g", "repeats"], output: "l"),
      .init(
        operation: "Split", inputs: ["x", "parts"], output: "q", integer: ["axis": 1],
        otherOutputs: ["r"]),
      .init(operation: "Concat", inputs: ["r", "q", "r"], output: "c", integer: ["axis": 1]),
      .init(operation: "Erf", inputs: ["c"], output: "y"),
    ]
    model.otherOutputs = ["t", "l"]
    #expect(try ExportedGraph(model).error([x]) < 1e-6)
  }

  @Test func rowsBecomeNumbers() throws {
    var model = ONNXModel(inputShape: [1, 4, 3, 5])
    model.floats = [("scale", .normal([5], seed: 2)), ("shift", .normal([5], seed: 3))]
    model.nodes = [
      .init(operation: "ReduceMean", inputs: ["x"], output: "y", integers: ["axes": [2, 3]]),
      .init(operation: "ReduceMax", inputs: ["x"], output: "b", integers: ["axes": [1]]),
      .init(operation: "Softmax", inputs: ["x"], output: "c", integer: ["axis": 1]),
      .init(operation: "LogSoftmax", inputs: ["x"], output: "d", integer: ["axis": 3]),
      .init(
        operation: "LayerNormalization", inputs: ["x", "scale", "shift"], output: "e",
        integer: ["axis": -1]),
    ]
    model.version = 17
    model.otherOutputs = ["b", "c", "d", "e"]
    #expect(try ExportedGraph(model).error([x]) < 1e-5)
  }
}
