import Operators
import Tensors
import Testing

struct OneHotTests {
  private let values = floats([2, 5])

  @Test func oneValueIsHot() throws {
    let indices = integers([1, -1, 7])
    let rows = floats([2, 5, 2, 2, 2, 5, 2, 2, 2], [3, 3])
    #expect(try run("OneHot", [indices, integers([3], []), values]) == [rows])
    #expect(
      try run("OneHot", [indices, integers([3]), values], ["axis": .integer(0)])
        == (try run("Transpose", [rows])))
    #expect(try run("OneHot", [floats([1], []), floats([2]), values]) == [floats([2, 5])])
  }

  @Test(arguments: [0, -1, .max] as [Int64])
  func depthsArePossible(depth: Int64) {
    #expect(throws: OperatorError.self) {
      try run("OneHot", [integers([1]), integers([depth]), values])
    }
  }

  @Test func twoValues() {
    #expect(throws: OperatorError("a depth of 3 with 1 values is not possible")) {
      try run("OneHot", [integers([1]), integers([3]), floats([1])])
    }
  }
}
