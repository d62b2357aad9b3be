import Operators
import Tensors
import Testing

struct ConvolutionPassTests {
  @Test func eachGroupSeesItsOwnChannels() throws {
    let result = try run(
      "Conv", [counted([1, 4, 1]), floats([1, 10, 100, 1000], [2, 2, 1])], ["group": .integer(2)])
    #expect(result == [floats([10, 3200], [1, 2, 1])])
  }

  /// Depthwise, with a stride and zeros around.
  @Test func planesAreSumsOfShiftedCopies() throws {
    let result = try run(
      "Conv",
      [floats([1, 2, 3, 10, 20, 30], [1, 2, 3]), floats([1, 2, 3, 1, 0, 0], [2, 1, 3])],
      ["group": .integer(2), "strides": .integers([2]), "pads": .integers([1, 1])])
    #expect(result == [floats([8, 8, 0, 20], [1, 2, 2])])
  }

  /// Large enough for several parts: as many ones as places inside the image.
  @Test func partsMakeTheWholeImage() throws {
    let (channels, side) = (64, 40)
    let image = floats(
      [Float](repeating: 1, count: channels * side * side), [1, channels, side, side])
    let weights = floats([Float](repeating: 1, count: 8 * channels * 9), [8, channels, 3, 3])
    let result = try run("Conv", [image, weights], ["pads": .integers([1, 1, 1, 1])])[0].numbers
    let expected = (0..<8 * side * side).map { index in
      let (row, column) = (index / side % side, index % side)
      let inside = [row, column].map { $0 == 0 || $0 == side - 1 ? 2 : 3 }
      return Double(inside[0] * inside[1] * channels)
    }
    #expect(result == expected)
  }
}
