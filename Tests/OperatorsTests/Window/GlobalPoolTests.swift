import Operators
import Tensors
import Testing

struct GlobalPoolTests {
  private let image = floats([3, 4, 0, 1], [1, 2, 2])

  @Test func poolsWholePlanes() throws {
    #expect(try run("GlobalAveragePool", [image]) == [floats([3.5, 0.5], [1, 2, 1])])
    #expect(try run("GlobalMaxPool", [image]) == [floats([4, 1], [1, 2, 1])])
    #expect(try run("GlobalLpPool", [image]) == [floats([5, 1], [1, 2, 1])])
  }

  @Test func refusesEmptyPlanes() {
    #expect(throws: OperatorError("planes of [1, 1, 0] are empty")) {
      try run("GlobalMaxPool", [floats([], [1, 1, 0])])
    }
  }
}
