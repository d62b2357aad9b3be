import Operators
import Tensors
import Testing

struct GatherTests {
  private let matrix = counted([2, 3])

  @Test func slicesAreGathered() throws {
    #expect(
      try run("Gather", [matrix, integers([2, -3], [1, 2])], ["axis": .integer(1)])
        == [floats([2, 0, 5, 3], [2, 1, 2])])
    #expect(try run("Gather", [matrix, integers([1], [])]) == [floats([3, 4, 5])])
    #expect(throws: OperatorError("index 2 is beyond extent 2")) {
      try run("Gather", [matrix, integers([2])])
    }
  }

  @Test func elementsAreGathered() throws {
    #expect(
      try run(
        "GatherElements", [matrix, integers([2, 0, -1, 1], [2, 2])], ["axis": .integer(1)])
        == [floats([2, 0, 5, 4], [2, 2])])
    #expect(throws: OperatorError("indices of shape [3, 1] do not fit [2, 3]")) {
      try run("GatherElements", [matrix, integers([0, 0, 0], [3, 1])], ["axis": .integer(1)])
    }
    #expect(throws: OperatorError("index -3 is beyond extent 2")) {
      try run("GatherElements", [matrix, integers([-3], [1, 1])])
    }
  }

  @Test func placesAreGathered() throws {
    #expect(
      try run("GatherND", [matrix, integers([1, 0, 0, -1], [2, 2])]) == [floats([3, 2])])
    #expect(try run("GatherND", [matrix, integers([1], [1, 1])]) == [floats([3, 4, 5], [1, 3])])
    #expect(
      try run("GatherND", [matrix, integers([2, 0], [2, 1])], ["batch_dims": .integer(1)])
        == [floats([2, 3])])
    #expect(throws: OperatorError("indices of shape [1, 3] do not fit [2, 3]")) {
      try run("GatherND", [matrix, integers([0, 0, 0], [1, 3])])
    }
    #expect(throws: OperatorError("index 3 is beyond extent 3")) {
      try run("GatherND", [matrix, integers([0, 3], [1, 2])])
    }
    #expect(throws: OperatorError("the indices are of type float32")) {
      try run("GatherND", [matrix, floats([0], [1, 1])])
    }
  }
}
