import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Nodes that move values, over x: [N, 4, 2, 3].
struct ONNXTranslatorMovementTests {
  private typealias Node = ONNXModel.Node

  private let x = Tensor(shape: [1, 4, 2, 3], values: (0..<24).map(Float.init))

  private func network(
    _ nodes: [ONNXModel.Node], version: Int = 13, integers: [(name: String, values: [Int])] = [],
    floats: [(name: String, tensor: Tensor)] = []
  ) throws -> Network {
    struct Missing: Error {}
    var model = ONNXModel(inputShape: [0, 4, 2, 3])
    (model.version, model.nodes) = (version, nodes)
    (model.floats, model.integers) = (floats, integers)
    return try ONNXFile.read(model.bytes) { _ in throw Missing() }
  }

  private func kinds(_ network: Network) -> [String] { network.nodes.map(\.layer.kind) }

  @Test func transposeKeepsTheBatch() throws {
    let found = try network([
      Node(operation: "Transpose", inputs: ["x"], output: "y", integers: ["perm": [0, 2, 3, 1]])
    ])
    #expect(kinds(found) == [Transpose.operation])
    let y = found.forward(x)
    #expect(y.shape == [1, 2, 3, 4] && y.values[..<5] == [0, 6, 12, 18, 1])
  }

  /// [1, 1, 24] turned is [1, 24, 1]: no value moves.
  @Test func extentsOfOneMoveFreely() throws {
    let found = try network(
      [
        Node(operation: "Reshape", inputs: ["x", "row"], output: "a"),
        Node(operation: "Transpose", inputs: ["a"], output: "y", integers: ["perm": [0, 2, 1]]),
      ], integers: [("row", [0, 1, 24])])
    #expect(kinds(found) == [Reshape.operation, Reshape.operation])
    #expect(found.outputShape == [24, 1] && found.forward(x).values == x.values)
  }

  @Test func sliceTakesChannels() throws {
    let found = try network(
      [Node(operation: "Slice", inputs: ["x", "begin", "end", "axis"], output: "y")],
      integers: [("begin", [-3]), ("end", [1 << 40]), ("axis", [1])])
    #expect(kinds(found) == [Slice.operation])
    #expect(found.forward(x).values == Array(x.values[6...]))
  }

  /// 1, then 3 channels; joined again the other way round.
  @Test func splitGivesSlices() throws {
    let split = Node(
      operation: "Split", inputs: ["x", "sizes"], output: "a", integer: ["axis": 1],
      otherOutputs: ["b"])
    let found = try network(
      [
        split,
        Node(operation: "Concat", inputs: ["b", "a"], output: "y", integer: ["axis": 1]),
      ], integers: [("sizes", [1, 3])])
    #expect(kinds(found) == [Slice.operation, Slice.operation, Concatenation.operation])
    #expect(found.forward(x).values == Array(x.values[6...] + x.values[..<6]))
  }

  @Test(arguments: [
    ["coordinate_transformation_mode": "asymmetric", "nearest_mode": "floor"], [:],
  ]) func resizeRepeatsPixels(_ text: [String: String]) throws {
    let found = try network(
      [Node(operation: "Resize", inputs: ["x", "", "scales"], output: "y", text: text)],
      floats: [("scales", Tensor(shape: [4], values: [1, 1, 2, 3]))])
    #expect(kinds(found) == [Upsampling2D.operation] && found.outputShape == [4, 4, 9])
    #expect(found.forward(x).values[..<9] == [0, 0, 0, 1, 1, 1, 2, 2, 2])
  }

  /// Rounding to the nearest where pixels begin gives others: no layer of our own.
  @Test func otherRoundingIsNoUpsampling() throws {
    let found = try network(
      [
        Node(
          operation: "Resize", inputs: ["x", "", "scales"], output: "y",
          text: ["coordinate_transformation_mode": "asymmetric"])
      ], floats: [("scales", Tensor(shape: [4], values: [1, 1, 2, 3]))])
    #expect(!kinds(found).contains(Upsampling2D.operation))
  }
}
