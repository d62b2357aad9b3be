import Tensors

extension ONNXModel {
  /// A network with what layers of our own do not have: two inputs, one of token numbers; a matrix
  /// that two products share; weights inside a branch; an embedding; two outputs.
  ///
  ///     y = v (tanh(x f w) w) when the condition, which is constant, holds; e = table[ids]
  public static var branching: ONNXModel {
    var model = ONNXModel(inputShape: [0, 4])
    model.otherInputs = [("ids", 7, [0, 2])]
    model.otherOutputs = ["e"]
    model.floats = [
      ("f", .normal([4, 8], seed: 1)), ("w", .normal([8, 8], seed: 2)),
      ("table", .normal([16, 4], seed: 3)), ("small", Tensor(shape: [2], values: [1, 2])),
      ("shift", .normal([16], seed: 4)),
    ]
    model.integers = [("one", [1])]
    var then = ONNXModel()
    then.floats = [("v", .normal([8, 16], seed: 5))]
    then.nodes = [
      Node(operation: "MatMul", inputs: ["d", "v"], output: "p"),
      Node(operation: "Add", inputs: ["p", "shift"], output: "chosen"),
    ]
    then.output = "chosen"
    var otherwise = ONNXModel()
    otherwise.nodes = [Node(operation: "Identity", inputs: ["d"], output: "same")]
    otherwise.output = "same"
    model.nodes = [
      Node(operation: "MatMul", inputs: ["x", "f"], output: "a"),
      Node(operation: "MatMul", inputs: ["a", "w"], output: "b"),
      Node(operation: "Tanh", inputs: ["b"], output: "c"),
      Node(operation: "MatMul", inputs: ["c", "w"], output: "d"),
      Node(operation: "Gather", inputs: ["table", "ids"], output: "e"),
      Node(operation: "Equal", inputs: ["one", "one"], output: "condition"),
      Node(
        operation: "If", inputs: ["condition"], output: "y", name: "choice",
        graph: ["then_branch": then, "else_branch": otherwise]),
    ]
    return model
  }
}
