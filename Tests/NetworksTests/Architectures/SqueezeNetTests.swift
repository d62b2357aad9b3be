import Networks
import Tensors
import TestSupport
import Testing

struct SqueezeNetTests {
  /// Table 1 of Iandola et al. for 224x224 pixels has the same filters and 1 248 424 parameters;
  /// Caffe's 227x227 pixels give 111 (113 of version 1.1) after the first convolution.
  @Test func layersHaveCaffesShapes() throws {
    let first = try Network.squeezenet(.original)
    let second = try Network.squeezenet(.lighter)
    #expect(first.parameterCount == 1_248_424 && second.parameterCount == 1_235_496)
    func shapes(_ network: Network, _ names: [String]) -> [[Int]] {
      names.compactMap { network.index(of: $0).map { network.outputShapes[$0] } }
    }
    #expect(
      shapes(first, ["conv1", "pool1", "pool4", "pool8", "conv10", "pool10"])
        == [
          [96, 111, 111], [96, 55, 55], [256, 27, 27], [512, 13, 13], [1000, 15, 15], [1000, 1, 1],
        ])
    #expect(
      shapes(second, ["conv1", "pool1", "pool3", "pool5", "conv10", "pool10"])
        == [
          [64, 113, 113], [64, 56, 56], [128, 28, 28], [256, 14, 14], [1000, 14, 14], [1000, 1, 1],
        ])
    #expect(first.weightNames.count == 26 && first.weightNames[3] == "fire2/expand3x3")
  }

  /// Both 3x3 and 1x1 filters of a module read what its first convolution squeezed.
  @Test func fireModulesBranch() throws {
    let network = try Network.squeezenet(.lighter)
    func inputs(_ name: String) -> [String] {
      network.nodes.first { $0.name == name }?.inputs.map(network.name(of:)) ?? []
    }
    #expect(inputs("fire2/expand1x1") == ["fire2/relu_squeeze1x1"])
    #expect(inputs("fire2/expand3x3") == ["fire2/relu_squeeze1x1"])
    #expect(inputs("fire2/concat") == ["fire2/relu_expand1x1", "fire2/relu_expand3x3"])
  }
}
