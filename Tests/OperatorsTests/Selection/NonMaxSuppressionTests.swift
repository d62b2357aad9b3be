import Operators
import Tensors
import Testing

struct NonMaxSuppressionTests {
  /// The second lies over the first one with 0.9 / 1.1 = 0.82; the third lies apart.
  private let boxes = floats([0, 0, 1, 1, 0, 0.1, 1, 1.1, 0, 10, 1, 11], [1, 3, 4])
  private let scores = floats([0.9, 0.75, 0.6], [1, 1, 3])

  private func kept(most: Int64, limit: Float, least: Float) throws -> [TypedTensor] {
    try run(
      "NonMaxSuppression", [boxes, scores, integers([most]), floats([limit]), floats([least])])
  }

  @Test func boxesOverBetterOnesAreLeftOut() throws {
    #expect(try kept(most: 3, limit: 0.5, least: 0) == [integers([0, 0, 0, 0, 0, 2], [2, 3])])
    #expect(try kept(most: 3, limit: 0.85, least: 0)[0].shape == [3, 3])
    #expect(try kept(most: 1, limit: 0.5, least: 0) == [integers([0, 0, 0], [1, 3])])
    #expect(try kept(most: 3, limit: 0.5, least: 0.7) == [integers([0, 0, 0], [1, 3])])
    #expect(try run("NonMaxSuppression", [boxes, scores]) == [integers([], [0, 3])])
  }

  @Test func boxesMayBeCentersWithExtents() throws {
    let centers = floats([0.5, 0.5, 1, 1, 0.5, 0.6, 1, 1, 0.5, 10.5, 1, 1], [1, 3, 4])
    #expect(
      try run(
        "NonMaxSuppression", [centers, scores, integers([3]), floats([0.5])],
        ["center_point_box": .integer(1)]) == [integers([0, 0, 0, 0, 0, 2], [2, 3])])
  }

  @Test func boxesFitScores() {
    #expect(throws: OperatorError("boxes of [1, 3, 4] do not fit scores of [3]")) {
      try run("NonMaxSuppression", [boxes, floats([1, 2, 3])])
    }
  }
}
