import Operators
import Tensors
import Testing

struct ReverseSequenceTests {
  @Test func firstStepsAreTurnedAround() throws {
    let attributes: [String: OperatorNode.Attribute] = [
      "batch_axis": .integer(0), "time_axis": .integer(1),
    ]
    #expect(
      try run("ReverseSequence", [counted([2, 3]), integers([3, 2])], attributes)
        == [floats([2, 1, 0, 4, 3, 5], [2, 3])])
    #expect(
      try run("ReverseSequence", [counted([3, 2]), integers([2, 3])])
        == [floats([2, 5, 0, 3, 4, 1], [3, 2])])
  }

  @Test func lengthsFit() {
    #expect(throws: OperatorError("lengths [4, 1] do not fit shape [3, 2]")) {
      try run("ReverseSequence", [counted([3, 2]), integers([4, 1])])
    }
    #expect(throws: OperatorError("axis 1 is beyond rank 1")) {
      try run("ReverseSequence", [counted([3]), integers([1])])
    }
  }
}
