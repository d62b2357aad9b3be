import Operators
import Tensors
import Testing

struct GridSampleTests {
  private let image = floats([1, 2, 3, 4], [1, 1, 2, 2])

  private func sample(
    _ x: Float, _ y: Float, _ attributes: [String: OperatorNode.Attribute] = [:]
  ) throws -> [Double] {
    try run("GridSample", [image, floats([x, y], [1, 1, 1, 2])], attributes)[0].numbers
  }

  @Test func blendsFourPixels() throws {
    #expect(try sample(0, 0) == [2.5])
    #expect(try sample(-0.5, -0.5) == [1])
    #expect(try sample(1, 1, ["align_corners": .integer(1)]) == [4])
  }

  /// x = 1 lies half a pixel behind the last one.
  @Test func paddingDecidesWhatIsOutside() throws {
    #expect(try sample(1, 0.5) == [2])
    #expect(try sample(1, 0.5, ["padding_mode": .text("border")]) == [4])
    #expect(try sample(2, 0.5, ["padding_mode": .text("reflection")]) == [3.5])
  }

  @Test func nearestTakesOne() throws {
    #expect(try sample(0.4, -0.4, ["mode": .text("nearest")]) == [2])
  }

  @Test func refusesGridsThatDoNotFit() {
    #expect(throws: OperatorError("grid [1, 1, 1, 3] does not fit images [1, 1, 2, 2]")) {
      try run("GridSample", [image, counted([1, 1, 1, 3])])
    }
  }
}
