import Networks
import Testing

struct VGG16Tests {
  /// Table 2 of Simonyan and Zisserman counts 138 million for configuration D; torchvision's vgg16
  /// has 138 357 544. With two classes there are 998 · 4097 fewer.
  @Test func layersHaveThePapersShapes() throws {
    let network = try Network.vgg16(classes: 2)
    #expect(network.parameterCount == 138_357_544 - 998 * 4097)
    #expect(network.weightNames.count == 16 && network.weightNames.first == "conv1_1")
    let pooled = zip(network.nodes, network.outputShapes).filter { $0.0.name.hasPrefix("pool") }
      .map(\.1)
    #expect(
      pooled == [[64, 112, 112], [128, 56, 56], [256, 28, 28], [512, 14, 14], [512, 7, 7]])
  }
}
