import Operators
import Tensors
import Testing

struct ConvolutionGradientsTests {
  @Test func imagesOfOneTwoAndThreeDimensions() throws {
    try expectGradients("Conv", [waves([2, 2, 5]), waves([3, 2, 3], 0.4, 0.5), waves([3], 0.2)])
    try expectGradients(
      "Conv", [waves([1, 2, 4, 3]), waves([2, 2, 3, 2], 0.4, 0.5)],
      ["pads": .integers([1, 0, 1, 1]), "strides": .integers([2, 1])])
    try expectGradients(
      "Conv", [waves([1, 1, 3, 3, 3]), waves([2, 1, 2, 2, 2], 0.4, 0.5)],
      ["dilations": .integers([1, 2, 1])])
  }

  @Test func groupsAndSinglePixels() throws {
    try expectGradients(
      "Conv", [waves([2, 4, 4, 4]), waves([4, 1, 3, 3], 0.4), waves([4], 0.2)],
      ["group": .integer(4), "auto_pad": .text("SAME_UPPER"), "strides": .integers([2, 2])])
    try expectGradients("Conv", [waves([1, 3, 2, 2]), waves([4, 3, 1, 1], 0.4)])
  }

  /// torch.nn.functional.conv1d(x, w, b, stride=2, padding=1, groups=2)
  @Test func convolutionIsPyTorchs() throws {
    let found = try gradients(
      "Conv", [waves([1, 4, 5]), waves([2, 2, 3], 0.4, 0.5), waves([2], 0.2, 0.1)],
      ["strides": .integers([2]), "pads": .integers([1, 1]), "group": .integer(2)])
    expectEqual(
      found[0],
      [
        0.155623, 0.653384, 0.754781, 1.252279, 0.529109, 0.171493, 1.074425, 0.831752, 1.246496,
        0.583066, 0.055335, -0.051882, 0.15675, 0.394742, 0.086868, 0.342901, 1.157743, 0.971363,
        1.426868, 0.538312,
      ])
    expectEqual(
      found[1],
      [
        1.267057, 1.042324, 0.818023, -1.194447, -0.762383, -0.554457, -0.99676, -0.612888,
        -0.371669, 0.689594, 0.226937, -0.018314,
      ])
    expectEqual(found[2], [1.837691, -1.89516])
  }

  @Test func transposedOnes() throws {
    try expectGradients(
      "ConvTranspose", [waves([2, 2, 3, 2]), waves([2, 3, 2, 3], 0.4, 0.5), waves([3], 0.2)],
      ["strides": .integers([2, 1]), "pads": .integers([0, 1, 0, 1])])
    try expectGradients(
      "ConvTranspose", [waves([1, 4, 3]), waves([4, 1, 3], 0.4)], ["group": .integer(2)])
    try expectGradients(
      "ConvTranspose", [waves([1, 2, 3]), waves([2, 1, 2], 0.4)],
      ["strides": .integers([3]), "output_padding": .integers([1])])
  }

  /// torch.nn.functional.conv_transpose1d(x, w, None, stride=2, padding=1)
  @Test func transposedOneIsPyTorchs() throws {
    let found = try gradients(
      "ConvTranspose", [waves([1, 2, 3]), waves([2, 1, 3], 0.4, 0.5)],
      ["strides": .integers([2]), "pads": .integers([1, 1])])
    expectEqual(found[0], [1.084067, 0.653063, -0.946559, 0.748156, 1.328659, -1.205623])
    expectEqual(found[1], [0.462947, -0.358315, -0.010423, 0.254695, 0.770278, 0.636262])
  }
}
