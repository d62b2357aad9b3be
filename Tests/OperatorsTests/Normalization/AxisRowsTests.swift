import Operators
import Tensors
import Testing

struct AxisRowsTests {
  /// Along the first axis: 1 and 3 are a row.
  @Test func rowsMayLieAcross() throws {
    let result = try run(
      "LpNormalization", [floats([1, 2, 3, 6], [2, 2])], ["axis": .integer(0), "p": .integer(1)])
    #expect(result == [floats([0.25, 0.25, 0.75, 0.75], [2, 2])])
  }
}
