import Operators
import Tensors
import Testing

struct ScanTests {
  /// Sums of slices, and each sum on the way.
  private func outputs(_ input: TypedTensor, _ more: [String: OperatorNode.Attribute] = [:])
    throws -> [TypedTensor]
  {
    let add = OperatorGraph.Node(
      name: "add", operation: try OperatorRegistry.make(OperatorNode("Add")),
      inputs: ["old", "slice"], outputs: ["sum"])
    let body = OperatorGraph(
      inputs: ["old", "slice"], constants: [:], nodes: [add], outputs: ["sum", "sum"])
    let attributes: [String: OperatorNode.Attribute] = [
      "body": .graph(body), "num_scan_inputs": .integer(1),
    ]
    return try run(
      "Scan", [floats([0, 0]), input], attributes.merging(more) { $1 }, outputs: 2)
  }

  private let rows = floats([1, 2, 3, 4, 5, 6], [3, 2])

  @Test func slicesAreScanned() throws {
    #expect(try outputs(rows) == [floats([9, 12]), floats([1, 2, 4, 6, 9, 12], [3, 2])])
  }

  @Test func axesAndDirections() throws {
    let columns = floats([1, 3, 5, 2, 4, 6], [2, 3])
    let axes: [String: OperatorNode.Attribute] = [
      "scan_input_axes": .integers([1]), "scan_output_axes": .integers([-1]),
    ]
    #expect(
      try outputs(columns, axes) == [floats([9, 12]), floats([1, 4, 9, 2, 6, 12], [2, 3])])
    let directions: [String: OperatorNode.Attribute] = [
      "scan_input_directions": .integers([1]), "scan_output_directions": .integers([1]),
    ]
    #expect(
      try outputs(rows, directions) == [floats([9, 12]), floats([9, 12, 8, 10, 5, 6], [3, 2])])
  }

  @Test func scansThatCannotBeAreRefused() {
    #expect(throws: OperatorError("axis 0 is beyond rank 0")) { try outputs(floats([1], [])) }
    #expect(throws: OperatorError("'scan_input_axes' has 2 numbers, not 1")) {
      try outputs(rows, ["scan_input_axes": .integers([0, 1])])
    }
    #expect(throws: OperatorError("is of operator set 8, with a batch")) {
      try run("Scan", [rows], version: 8)
    }
  }
}
