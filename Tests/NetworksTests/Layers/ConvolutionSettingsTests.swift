import Networks
import Testing

struct ConvolutionSettingsTests {
  private func weightShape(_ settings: [String: [Int]], over image: [Int]) throws -> [Int] {
    let shapes = try Convolution2D.parameterShapes(
      attributes: settings.mapValues { .integers($0) }, inputs: [.examples(image)])
    return shapes[0].extents
  }

  @Test func weightsFollowFromAttributesAndImage() throws {
    #expect(
      try weightShape(["outputs": [20], "kernel": [5]], over: [1, 28, 28]) == [20, 1, 5, 5])
    let alexNet = ["outputs": [256], "kernel": [5], "padding": [2], "groups": [2]]
    #expect(try weightShape(alexNet, over: [96, 27, 27]) == [256, 48, 5, 5])
    #expect(
      try weightShape(["outputs": [3], "kernel": [1, 7]], over: [2, 1, 9]) == [3, 2, 1, 7])
    // Five pixels are spanned by three with holes between them.
    #expect(
      try weightShape(["outputs": [3], "kernel": [3], "dilation": [2]], over: [2, 5, 5]) == [
        3, 2, 3, 3,
      ])
  }

  @Test(arguments: [
    ["kernel": [3]], ["outputs": [1]], ["outputs": [0], "kernel": [3]],
    ["outputs": [1], "kernel": [0]],
    ["outputs": [1], "kernel": []], ["outputs": [1], "kernel": [1, 1, 1]],
    ["outputs": [1], "kernel": [5]],
    ["outputs": [1], "kernel": [3], "stride": [0]],
    ["outputs": [1], "kernel": [3], "padding": [4096]],
    ["outputs": [1], "kernel": [3], "padding": [1, 1, 1]],
    ["outputs": [1], "kernel": [3], "dilation": [2]],
    ["outputs": [1], "kernel": [3], "dilation": [0]],
    ["outputs": [1], "kernel": [3], "stride": [1, 1, 1]],
    ["outputs": [1], "kernel": [3], "padding": [-1]],
    ["outputs": [2], "kernel": [3], "groups": [3]],
    ["outputs": [3], "kernel": [3], "groups": [3]], ["outputs": [4], "kernel": [3], "groups": [0]],
    ["outputs": [1], "kernel": [3], "bias": [2]],
    ["outputs": [1], "kernel": [3], "stride": [Int.max]],
    ["outputs": [Int.max], "kernel": [3]], ["outputs": [1], "kernel": [Int.max]],
    ["outputs": [16_777_216], "kernel": [4], "padding": [3]],
  ])
  func whatMakesNoSenseIsRefused(settings: [String: [Int]]) {
    #expect(throws: NetworkError.self) { try weightShape(settings, over: [4, 4, 4]) }
    #expect(throws: NetworkError.self) {
      try Convolution2D(attributes: settings.mapValues { .integers($0) }, inputShapes: [[4, 4, 4]])
    }
  }

  @Test(arguments: [
    [], [784], [28, 28], [0, 4, 4], [1, -4, 4], [1, 2, 4], [1, 1 << 40, 1 << 40], [1 << 27, 4, 4],
  ])
  func imagesThatDoNotFitAreRefused(image: [Int]) {
    #expect(throws: NetworkError.self) {
      try weightShape(["outputs": [1], "kernel": [3]], over: image)
    }
  }

  @Test func otherChannelsThanTheWeightsAreRefused() throws {
    let layer = try Convolution2D(
      attributes: ["outputs": .integers([2]), "kernel": .integers([3])], inputShapes: [[4, 8, 8]])
    #expect(try layer.outputShape(for: [[4, 5, 8]]) == [2, 3, 6])
    for image in [[3, 8, 8], [4, 2, 8], [4, 64]] {
      #expect(throws: NetworkError.self) { try layer.outputShape(for: [image]) }
    }
  }
}
