import Operators
import Tensors
import Testing

struct AffineGridTests {
  /// x + 1 and y.
  private let shift = floats([1, 0, 1, 0, 1, 0], [1, 2, 3])

  @Test func mapsThePixels() throws {
    let result = try run("AffineGrid", [shift, integers([1, 1, 1, 2])], version: 20)
    #expect(result == [floats([0.5, 0, 1.5, 0], [1, 1, 2, 2])])
  }

  @Test func cornersMayAlign() throws {
    let result = try run(
      "AffineGrid", [shift, integers([1, 1, 1, 2])], ["align_corners": .integer(1)], version: 20)
    #expect(result == [floats([0, -1, 2, -1], [1, 1, 2, 2])])
  }

  @Test func refusesMapsThatDoNotFit() {
    #expect(throws: OperatorError("theta [1, 2, 3] does not fit an image [2, 1, 1, 2]")) {
      try run("AffineGrid", [shift, integers([2, 1, 1, 2])], version: 20)
    }
  }
}
