import Networks
import Testing

struct AlexNetTests {
  /// Layer by layer as Caffe prints it for bvlc_alexnet.
  @Test func layersHaveCaffesShapes() throws {
    let network = try Network.alexnet()
    let shapes = Dictionary(
      uniqueKeysWithValues: zip(network.nodes.map(\.name), network.outputShapes))
    for (name, shape) in [
      ("conv1", [96, 55, 55]), ("norm1", [96, 55, 55]), ("pool1", [96, 27, 27]),
      ("conv2", [256, 27, 27]),
      ("pool2", [256, 13, 13]), ("conv4", [384, 13, 13]), ("conv5", [256, 13, 13]),
      ("pool5", [256, 6, 6]),
      ("fc6", [4096]), ("fc8", [1000]),
    ] {
      #expect(shapes[name] == shape, "\(name)")
    }
    #expect(network.parameter("conv2")?.weights.shape == [256, 48, 5, 5])
    #expect(network.parameter("fc6")?.weights.shape == [4096, 9216])
    // Deep Compression (Table 4): 240 MB.
    #expect(network.parameterCount == 60_965_224)
  }
}
