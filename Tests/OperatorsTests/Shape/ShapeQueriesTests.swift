import Operators
import Tensors
import Testing

struct ShapeQueriesTests {
  @Test(
    arguments: [
      (nil, nil, [2, 3, 4]), (1, nil, [3, 4]), (-1, nil, [4]), (nil, -1, [2, 3]), (2, 1, []),
      (-9, 9, [2, 3, 4]),
    ] as [(Int?, Int?, [Int64])])
  func extents(start: Int?, end: Int?, expected: [Int64]) throws {
    var attributes: [String: OperatorNode.Attribute] = [:]
    attributes["start"] = start.map { .integer($0) }
    attributes["end"] = end.map { .integer($0) }
    #expect(try run("Shape", [counted([2, 3, 4])], attributes) == [integers(expected)])
  }

  @Test func sizes() throws {
    #expect(try run("Size", [counted([2, 3])]) == [integers([6], [])])
    #expect(try run("Size", [counted([])]) == [integers([1], [])])
    #expect(try run("Shape", [counted([])]) == [integers([])])
  }
}
