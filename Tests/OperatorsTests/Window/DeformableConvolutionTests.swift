import Operators
import Tensors
import Testing

struct DeformableConvolutionTests {
  private let image = floats([1, 2, 3, 4], [1, 1, 2, 2])

  /// Half a pixel down and none to the right; the last row blends with zeros.
  @Test func offsetsMoveThePlaces() throws {
    let offsets = floats([0.5, 0.5, 0.5, 0.5, 0, 0, 0, 0], [1, 2, 2, 2])
    let result = try run(
      "DeformConv", [image, floats([2], [1, 1, 1, 1]), offsets, floats([1])], version: 22)
    #expect(result == [floats([5, 7, 4, 5], [1, 1, 2, 2])])
  }

  @Test func masksWeighThePlaces() throws {
    let zeros = floats([Float](repeating: 0, count: 8), [1, 2, 2, 2])
    let result = try run(
      "DeformConv",
      [image, floats([1], [1, 1, 1, 1]), zeros, nil, floats([0, 1, 2, 3], [1, 1, 2, 2])],
      version: 22)
    #expect(result == [floats([0, 2, 6, 12], [1, 1, 2, 2])])
  }

  @Test func refusesOffsetsThatDoNotFit() {
    #expect(throws: OperatorError("offsets [1, 1, 2, 2] do not fit images [1, 1, 2, 2]")) {
      try run("DeformConv", [image, counted([1, 1, 1, 1]), counted([1, 1, 2, 2])], version: 22)
    }
  }
}
