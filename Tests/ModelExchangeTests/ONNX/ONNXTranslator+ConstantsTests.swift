import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Constants that are computed while a file is read, over x: [N, 3, 1, 2].
struct ONNXTranslatorConstantsTests {
  private typealias Node = ONNXModel.Node

  private let x = Tensor(shape: [1, 3, 1, 2], values: [1, 2, 3, 4, 5, 6])

  private func network(
    _ nodes: [ONNXModel.Node], integers: [(name: String, values: [Int])] = [],
    floats: [(name: String, tensor: Tensor)] = []
  ) throws -> Network {
    struct Missing: Error {}
    var model = ONNXModel(inputShape: [0, 3, 1, 2])
    (model.nodes, model.floats, model.integers) = (nodes, floats, integers)
    return try ONNXFile.read(model.bytes) { _ in throw Missing() }
  }

  /// A bias of the channels, as PaddlePaddle writes it.
  @Test func constantsAreReshaped() throws {
    let found = try network(
      [
        Node(operation: "Reshape", inputs: ["bias", "shape"], output: "b"),
        Node(operation: "Add", inputs: ["x", "b"], output: "y"),
      ], integers: [("shape", [1, -1, 1, 1])],
      floats: [("bias", Tensor(shape: [3], values: [10, 20, 30]))])
    #expect(found.nodes.map(\.layer.kind) == [BatchNormalization.operation])
    #expect(found.forward(x).values == [11, 12, 23, 24, 35, 36])
  }

  /// The batch of the input, and the rest: Shape, Slice, Concat, Reshape.
  @Test func shapesAreSliced() throws {
    let found = try network(
      [
        Node(operation: "Shape", inputs: ["x"], output: "s"),
        Node(operation: "Slice", inputs: ["s", "zero", "one"], output: "n"),
        Node(operation: "Concat", inputs: ["n", "six"], output: "t", integer: ["axis": 0]),
        Node(operation: "Reshape", inputs: ["x", "t"], output: "y"),
      ], integers: [("zero", [0]), ("one", [1]), ("six", [6])])
    #expect(found.nodes.map(\.layer.kind) == [Flatten.operation])
  }

  /// y = x Wᵀ
  @Test func matricesAreTransposed() throws {
    let found = try network(
      [
        Node(operation: "Flatten", inputs: ["x"], output: "f"),
        Node(operation: "Transpose", inputs: ["w"], output: "t", integers: ["perm": [1, 0]]),
        Node(operation: "MatMul", inputs: ["f", "t"], output: "y"),
      ], floats: [("w", Tensor(shape: [1, 6], values: [1, 0, 0, 0, 0, 10]))])
    #expect(found.nodes.map(\.layer.kind) == [Flatten.operation, Dense.operation])
    #expect(found.forward(x).values == [61])
  }
}
