import Operators
import Tensors
import Testing

struct SpatialWindowsTests {
  /// One window over all eight voxels.
  @Test func imagesMayHaveThreeDimensions() throws {
    let result = try run("Conv", [counted([1, 1, 2, 2, 2]), counted([1, 1, 2, 2, 2])])
    #expect(result == [floats([140], [1, 1, 1, 1, 1])])
  }

  /// Places 0 and 2 of each window.
  @Test func dilationLeavesHoles() throws {
    let result = try run(
      "Conv", [floats([1, 2, 3, 4], [1, 1, 4]), floats([1, 10], [1, 1, 2])],
      ["dilations": .integers([2])])
    #expect(result == [floats([31, 42], [1, 1, 2])])
  }

  /// Negative padding cuts the image.
  @Test func negativePaddingCuts() throws {
    let result = try run(
      "Conv", [floats([1, 2, 3, 4], [1, 1, 4]), floats([1], [1, 1, 1])],
      ["pads": .integers([-1, -1])])
    #expect(result == [floats([2, 3], [1, 1, 2])])
  }
}
