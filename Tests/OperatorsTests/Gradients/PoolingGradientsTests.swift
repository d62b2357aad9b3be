import Operators
import Tensors
import Testing

struct PoolingGradientsTests {
  private static let settings: [[String: OperatorNode.Attribute]] = [
    ["kernel_shape": .integers([2, 2]), "strides": .integers([2, 2])],
    ["kernel_shape": .integers([3, 2]), "pads": .integers([1, 0, 1, 1])],
    ["kernel_shape": .integers([2, 2]), "strides": .integers([2, 2]), "ceil_mode": .integer(1)],
  ]

  @Test(arguments: ["MaxPool", "AveragePool"], 0..<3) func windows(name: String, number: Int) throws
  {
    try expectGradients(name, [waves([2, 2, 5, 4])], Self.settings[number])
  }

  @Test func paddingCountsWhenAskedFor() throws {
    try expectGradients(
      "AveragePool", [waves([1, 1, 4])],
      [
        "kernel_shape": .integers([3]), "pads": .integers([1, 1]), "count_include_pad": .integer(1),
      ])
  }

  /// Windows that overlap add up: the 5 in the middle is the largest of both.
  @Test func theLargestGetsItAll() throws {
    let found = try gradients(
      "MaxPool", [floats([1, 5, 2], [1, 1, 3])], ["kernel_shape": .integers([2])])
    let waves = waves([2], 1.1, 0.2).tensor?.values ?? []
    #expect(found[0]?.values == [0, waves[0] + waves[1], 0])
  }

  @Test(arguments: ["GlobalAveragePool", "GlobalMaxPool"]) func wholePlanes(name: String) throws {
    try expectGradients(name, [waves([2, 3, 2, 2])])
  }

  @Test(arguments: ["nearest", "linear", "cubic"]) func resizedImages(mode: String) throws {
    let scales = floats([1, 1, 2, 1.5])
    try expectGradients(
      "Resize", [waves([1, 2, 3, 4]), nil, scales], ["mode": .text(mode)], by: [0])
    let sizes = integers([1, 2, 2, 3])
    try expectGradients(
      "Resize", [waves([1, 2, 3, 4]), nil, nil, sizes],
      ["mode": .text(mode), "coordinate_transformation_mode": .text("align_corners")])
  }
}
