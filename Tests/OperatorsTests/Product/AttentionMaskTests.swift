import Operators
import Tensors
import Testing

struct AttentionMaskTests {
  private func outputs(
    mask: TypedTensor?, _ attributes: [String: OperatorNode.Attribute] = [:]
  ) throws -> [Double] {
    let zeros = floats([0, 0], [1, 1, 2, 1])
    return try run(
      "Attention", [zeros, zeros, floats([2, 4], [1, 1, 2, 1]), mask], attributes, version: 25)[0]
      .numbers
  }

  @Test func causalQueriesSeeNoLaterKeys() throws {
    #expect(try outputs(mask: nil, ["is_causal": .integer(1)]) == [2, 3])
  }

  @Test func windowsHideWhatIsFar() throws {
    #expect(try outputs(mask: nil, ["left_window_size": .integer(0)]) == [3, 4])
  }

  @Test func hiddenRowsAreZero() throws {
    #expect(try outputs(mask: booleans([false, false, true, false], [2, 2])) == [0, 2])
  }

  /// What a mask is too short for is hidden.
  @Test func shortMasksHideTheRest() throws {
    let zeros = floats([0, 0, 0], [1, 1, 3, 1])
    let result = try run(
      "Attention",
      [
        floats([0], [1, 1, 1, 1]), zeros, floats([2, 4, 9], [1, 1, 3, 1]), floats([0, 0], [1, 2]),
      ],
      version: 23)
    #expect(result[0].numbers == [3])
  }

  @Test func refusesMasksThatDoNotFit() {
    #expect(throws: OperatorError("mask [3, 2] does not fit the scores [1, 1, 2, 2]")) {
      try outputs(mask: counted([3, 2]))
    }
  }
}
