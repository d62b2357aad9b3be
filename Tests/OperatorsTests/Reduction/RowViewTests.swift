import Operators
import Tensors
import Testing

/// Rows along any axis: what is done to them along the last axis, and back.
struct RowViewTests {
  @Test(arguments: [0, 1, 2, -1])
  func everyAxisIsSortedAsTheLastOne(axis: Int) throws {
    let input = counted([2, 3, 4])
    let place = axis < 0 ? axis + 3 : axis
    let count = input.shape[place]
    let attributes: [String: OperatorNode.Attribute] = ["axis": .integer(axis)]
    let result = try run("TopK", [input, integers([Int64(count)])], attributes, outputs: 2)
    // Counted numbers ascend along every axis.
    let reversed = (0..<Int64(count)).reversed()
    let expected = try run("Gather", [input, integers(Array(reversed))], attributes)
    #expect(result[0] == expected[0] && result[1].shape == input.shape)
  }
}
