import Operators
import Tensors
import Testing

struct ResizeSizesTests {
  private func shape(
    _ sizes: [Int64], _ attributes: [String: OperatorNode.Attribute] = [:]
  ) throws -> [Int] {
    try run("Resize", [counted([2, 4]), nil, nil, integers(sizes)], attributes, version: 19)[0]
      .shape
  }

  @Test func policiesKeepTheRatio() throws {
    #expect(try shape([6, 6]) == [6, 6])
    #expect(try shape([6, 6], ["keep_aspect_ratio_policy": .text("not_larger")]) == [3, 6])
    #expect(try shape([6, 6], ["keep_aspect_ratio_policy": .text("not_smaller")]) == [6, 12])
  }

  @Test func axesMayBeChosen() throws {
    #expect(try shape([3], ["axes": .integers([-1])]) == [2, 3])
  }

  @Test func oldUpsampleHasScalesAsAttribute() throws {
    let result = try run("Upsample", [floats([1, 2])], ["scales": .numbers([2])], version: 7)
    #expect(result == [floats([1, 1, 2, 2])])
  }

  @Test func refusesSizesThatDoNotFit() {
    #expect(throws: OperatorError("sizes [3] do not fit extents [2, 4]")) { try shape([3]) }
    #expect(throws: OperatorError("scales [0.0] do not fit extents [1]")) {
      try run("Resize", [counted([1]), nil, floats([0])])
    }
    #expect(throws: OperatorError("shape [2147483647, 4] has more than 2147483647 elements")) {
      try shape([2_147_483_647, 4])
    }
  }
}
