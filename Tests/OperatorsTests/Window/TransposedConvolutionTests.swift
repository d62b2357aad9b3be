import Operators
import Tensors
import Testing

struct TransposedConvolutionTests {
  private let row = floats([1, 2], [1, 1, 2])
  private let kernel = floats([1, 10, 100], [1, 1, 3])

  private func spread(_ attributes: [String: OperatorNode.Attribute] = [:]) throws -> [Double] {
    try run("ConvTranspose", [row, kernel], attributes)[0].numbers
  }

  @Test func eachPixelAddsAKernel() throws {
    #expect(try spread() == [1, 12, 120, 200])
    #expect(try spread(["strides": .integers([2])]) == [1, 10, 102, 20, 200])
    #expect(try spread(["pads": .integers([1, 1])]) == [12, 120])
  }

  @Test func outputsMayBeLarger() throws {
    let stride = OperatorNode.Attribute.integers([2])
    #expect(
      try spread(["strides": stride, "output_padding": .integers([1])])
        == [1, 10, 102, 20, 200, 0])
    #expect(
      try spread([
        "strides": stride, "output_shape": .integers([4]), "auto_pad": .text("SAME_UPPER"),
      ])
        == [1, 10, 102, 20])
  }

  @Test func groupsHaveTheirOwnKernels() throws {
    let result = try run(
      "ConvTranspose", [floats([1, 2], [1, 2, 1]), floats([3, 5], [2, 1, 1]), floats([0, 1])],
      ["group": .integer(2)])
    #expect(result == [floats([3, 11], [1, 2, 1])])
  }

  @Test func refusesWeightsThatDoNotFit() {
    #expect(throws: OperatorError("weights [2, 1, 3] do not fit images [1, 1, 2] of 1 groups")) {
      try run("ConvTranspose", [row, counted([2, 1, 3])])
    }
  }
}
