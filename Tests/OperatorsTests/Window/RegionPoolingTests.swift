import Operators
import Tensors
import Testing

struct RegionPoolingTests {
  private let image = floats([1, 2, 3, 4], [1, 1, 2, 2])

  /// One cell over the middle: the mean of all four.
  @Test func alignBlends() throws {
    let result = try run(
      "RoiAlign", [image, floats([0.5, 0.5, 1.5, 1.5], [1, 4]), integers([0])],
      ["sampling_ratio": .integer(1)], version: 16)
    #expect(result == [floats([2.5], [1, 1, 1, 1])])
  }

  /// The largest of the four weighted pixels.
  @Test func alignMayTakeTheLargest() throws {
    let result = try run(
      "RoiAlign", [image, floats([0.5, 0.5, 1.5, 1.5], [1, 4]), integers([0])],
      ["sampling_ratio": .integer(1), "mode": .text("max")], version: 16)
    #expect(result == [floats([1], [1, 1, 1, 1])])
  }

  @Test func cellsGiveTheirLargestPixel() throws {
    let result = try run(
      "MaxRoiPool", [image, floats([0, 0, 0, 1, 1], [1, 5])], ["pooled_shape": .integers([1, 2])])
    #expect(result == [floats([3, 4], [1, 1, 1, 2])])
  }

  @Test func refusesImagesThatAreNotThere() {
    #expect(throws: OperatorError("regions [1, 4] do not fit images [1, 1, 2, 2]")) {
      try run("RoiAlign", [image, counted([1, 4]), integers([1])], version: 16)
    }
    #expect(throws: OperatorError("there is no image 3")) {
      try run(
        "MaxRoiPool", [image, floats([3, 0, 0, 1, 1], [1, 5])],
        ["pooled_shape": .integers([1, 1])])
    }
  }
}
