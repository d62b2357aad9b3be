import Operators
import Tensors
import Testing

struct GroupNormalizationTests {
  private let image = floats([1, 3, 10, 30], [1, 2, 2])

  @Test func instancesAreChannels() throws {
    let result = try run(
      "InstanceNormalization", [image, floats([1, 2]), floats([0, 5])], ["epsilon": .number(0)])
    #expect(result == [floats([-1, 1, 3, 7], [1, 2, 2])])
  }

  /// Opset 18 has one scale for each group, opset 21 one for each channel.
  @Test func groupsShareTheirMoments() throws {
    let x = floats([1, 3, 1, 3], [1, 4, 1])
    let settings: [String: OperatorNode.Attribute] = [
      "num_groups": .integer(2), "epsilon": .number(0),
    ]
    #expect(
      try run("GroupNormalization", [x, floats([1, 2]), floats([0, 1])], settings, version: 18)
        == [floats([-1, 1, -1, 3], [1, 4, 1])])
    #expect(
      try run(
        "GroupNormalization", [x, floats([1, 2, 3, 4]), floats([0, 0, 0, 0])], settings)
        == [floats([-1, 2, -3, 4], [1, 4, 1])])
  }

  @Test func refusesGroupsThatDoNotFit() {
    #expect(throws: OperatorError("2 channels do not make 3 groups")) {
      try run(
        "GroupNormalization", [image, floats([1, 1]), floats([0, 0])], ["num_groups": .integer(3)])
    }
  }
}
