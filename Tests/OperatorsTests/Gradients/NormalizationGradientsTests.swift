import Operators
import Tensors
import Testing

struct NormalizationGradientsTests {
  @Test(arguments: ["Softmax", "LogSoftmax"], [-1, 1, 0]) func anyAxis(name: String, axis: Int)
    throws
  {
    try expectGradients(name, [waves([2, 3, 2])], ["axis": .integer(axis)])
  }

  @Test func oldAxesAreRows() throws {
    try expectGradients("Softmax", [waves([2, 3, 2])], ["axis": .integer(1)], version: 11)
  }

  @Test func layersWithScaleAndBias() throws {
    try expectGradients(
      "LayerNormalization", [waves([2, 3]), waves([3], 0.4, 0.5), waves([3], 0.2)])
    try expectGradients(
      "LayerNormalization", [waves([2, 2, 3]), waves([1, 3], 0.4, 0.5)], ["axis": .integer(1)])
    try expectGradients("RMSNormalization", [waves([2, 3]), waves([3], 0.4, 0.5)])
  }

  /// torch.nn.functional.layer_norm(x, (3,), s, b, 1e-5)
  @Test func layerNormalizationIsPyTorchs() throws {
    let found = try gradients(
      "LayerNormalization", [waves([2, 3]), waves([3], 0.4, 0.5), waves([3], 0.2, 0.1)])
    expectEqual(found[0], [-0.097288, 0.450321, -0.353032, 0.277972, -0.5476, 0.269628])
    expectEqual(found[1], [-0.702399, 0.412608, 1.314856])
    expectEqual(found[2], [-0.152114, -0.030133, 0.124778])
  }

  @Test func groupsAndInstances() throws {
    let (scale, bias) = (waves([4], 0.4, 0.5), waves([4], 0.2))
    try expectGradients("InstanceNormalization", [waves([2, 4, 3]), scale, bias])
    try expectGradients(
      "GroupNormalization", [waves([2, 4, 3]), scale, bias], ["num_groups": .integer(2)])
    try expectGradients(
      "GroupNormalization", [waves([2, 4, 3]), waves([2], 0.4, 0.5), waves([2], 0.2)],
      ["num_groups": .integer(2)], version: 18)
  }

  @Test func batchesAsInUse() throws {
    let inputs: [TypedTensor?] = [
      waves([2, 3, 2]), waves([3], 0.4, 0.5), waves([3], 0.2), waves([3], 0.1),
      floats([0.5, 1, 2]),
    ]
    try expectGradients("BatchNormalization", inputs, by: [0, 1, 2])
    let found = try gradients("BatchNormalization", inputs)
    #expect(found[3] == nil && found[4] == nil)
  }
}
