import Operators
import Tensors
import Testing

struct WindowColumnsTests {
  /// Overlapping windows add up where they overlap; stride 2 leaves a hole.
  @Test func columnsAreAddedBack() throws {
    let columns = floats([1, 2, 10, 20], [1, 2, 2])
    #expect(
      try run("Col2Im", [columns, integers([3]), integers([2])])
        == [floats([1, 12, 20], [1, 1, 3])])
    #expect(
      try run("Col2Im", [columns, integers([5]), integers([2])], ["strides": .integers([3])])
        == [floats([1, 10, 0, 2, 20], [1, 1, 5])])
  }
}
