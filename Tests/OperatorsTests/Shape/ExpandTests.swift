import Operators
import Tensors
import Testing

struct ExpandTests {
  @Test func extentsOfOneAreRepeated() throws {
    let column = counted([2, 1])
    #expect(try run("Expand", [column, integers([3])]) == [floats([0, 0, 0, 1, 1, 1], [2, 3])])
    #expect(try run("Expand", [counted([3]), integers([1])]) == [counted([3])])
    #expect(throws: OperatorError("shapes [[2, 1], [3, 1]] do not fit each other")) {
      try run("Expand", [column, integers([3, 1])])
    }
  }

  @Test func tensorsAreTiled() throws {
    let tiled = try run("Tile", [counted([1, 2]), integers([2, 2])])
    #expect(tiled == [floats([0, 1, 0, 1, 0, 1, 0, 1], [2, 4])])
    #expect(try run("Tile", [counted([2]), integers([0])]) == [counted([0])])
    #expect(throws: OperatorError("1 repeats do not fit shape [1, 2]")) {
      try run("Tile", [counted([1, 2]), integers([2])])
    }
    #expect(throws: OperatorError.self) { try run("Tile", [counted([2]), integers([-1])]) }
    #expect(throws: OperatorError.self) { try run("Tile", [counted([2]), integers([.max])]) }
  }
}
