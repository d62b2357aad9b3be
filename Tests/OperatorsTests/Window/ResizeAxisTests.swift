import Operators
import Tensors
import TestSupport
import Testing

struct ResizeAxisTests {
  private func resized(
    _ values: [Float], scale: Float, _ attributes: [String: OperatorNode.Attribute]
  ) throws -> [Double] {
    try run("Resize", [floats(values), nil, floats([scale])], attributes)[0].numbers
  }

  private func nearest(_ coordinates: String, _ rounding: String) throws -> [Double] {
    try resized(
      [0, 1, 2, 3], scale: 0.5,
      [
        "coordinate_transformation_mode": .text(coordinates), "nearest_mode": .text(rounding),
      ])
  }

  /// Outputs 0 and 1 lie at 0.5 and 2.5 of the input.
  @Test func halvesAreRoundedAsAsked() throws {
    #expect(try nearest("half_pixel", "round_prefer_floor") == [0, 2])
    #expect(try nearest("half_pixel", "round_prefer_ceil") == [1, 3])
    #expect(try nearest("half_pixel", "floor") == [0, 2])
    #expect(try nearest("half_pixel", "ceil") == [1, 3])
  }

  @Test func coordinatesMayAlign() throws {
    #expect(try nearest("asymmetric", "floor") == [0, 2])
    #expect(try nearest("align_corners", "floor") == [0, 3])
  }

  /// A triangle four wide around 0.5: weights 1, 3, 3, 1 of 8; the edge repeats.
  @Test func antialiasSmoothes() throws {
    let result = try resized(
      [0, 8, 8, 0], scale: 0.5, ["mode": .text("linear"), "antialias": .integer(1)])
    #expect(relativeError(result, [4, 4]) < 1e-6)
  }

  /// Keys' cubic with a = -0.75 at distance 0.25: weights that add to one keep a constant.
  @Test func cubicKeepsConstants() throws {
    let result = try resized([5, 5, 5], scale: 2, ["mode": .text("cubic")])
    #expect(relativeError(result, [5, 5, 5, 5, 5, 5]) < 1e-6)
  }
}
