import Networks
import Testing

struct NetworkSizeTests {
  private func layer(_ operation: String, _ settings: [String: Int] = [:]) -> LayerDescription {
    LayerDescription(operation: operation, attributes: settings.mapValues { .integers([$0]) })
  }

  /// AlexNet's first layers by hand: 96 · 3 · 121 + 96 = 34 944; pooled from 55 to 27; 256 · 48 ·
  /// 25 + 256 = 307 456; 10 · (256 · 27 · 27 + 1) = 1 866 250.
  @Test func parametersAreCountedThroughImages() throws {
    let layers = [
      layer("convolution", ["outputs": 96, "kernel": 11, "stride": 4]), layer("relu"), layer("lrn"),
      layer("maxpool", ["kernel": 3, "stride": 2, "ceil": 1]),
      layer("convolution", ["outputs": 256, "kernel": 5, "padding": 2, "groups": 2]),
      layer("flatten"),
      layer("dense", ["outputs": 10]), layer("softmax"),
    ]
    let count = try Network.parameterCount(inputShape: [3, 227, 227], descriptions: layers)
    #expect(count == 34_944 + 307_456 + 1_866_250)
    #expect(
      try Network(inputShape: [3, 227, 227], descriptions: layers).parameterCount == Int(count))
  }

  /// 2^24 · (2^24 + 1) parameters would be a petabyte.
  @Test func whatCouldNeverBeMadeIsCounted() throws {
    let layers = [layer("dense", ["outputs": 1 << 24]), layer("dense", ["outputs": 1 << 24])]
    #expect(try Network.parameterCount(inputShape: [1], descriptions: layers) > 2.8e14)
  }

  @Test func shapesThatDoNotFitAreRefused() {
    #expect(throws: NetworkError.self) {
      try Network.parameterCount(
        inputShape: [1, 4, 4], descriptions: [layer("convolution", ["outputs": 1, "kernel": 5])])
    }
    #expect(throws: NetworkError.unknownOperation("conv3d")) {
      try Network.parameterCount(inputShape: [4], descriptions: [layer("conv3d")])
    }
  }
}
