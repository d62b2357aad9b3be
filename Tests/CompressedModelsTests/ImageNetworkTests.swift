import CompressedModels
import Networks
import Tensors
import TestSupport
import Testing

/// Networks with convolutions in the container.
struct ImageNetworkTests {
  /// A convolution in two groups, all kinds of pooling and normalization, a dense layer; weights
  /// shared.
  private func network() throws -> Network {
    let convolution: [String: Attribute] = [
      "outputs": .integers([6]), "kernel": .integers([3]), "padding": .integers([1]),
      "groups": .integers([2]),
    ]
    var network = try Network(
      inputShape: [4, 9, 9],
      descriptions: [
        LayerDescription(operation: "convolution", attributes: convolution),
        LayerDescription(operation: "relu"),
        LayerDescription(operation: "lrn", attributes: ["size": .integers([3])]),
        LayerDescription(
          operation: "maxpool",
          attributes: ["kernel": .integers([3]), "stride": .integers([2]), "ceil": .integers([1])]),
        LayerDescription(
          operation: "convolution",
          attributes: [
            "outputs": .integers([5]), "kernel": .integers([1, 2]), "bias": .integers([0]),
          ]),
        LayerDescription(
          operation: "avgpool", attributes: ["kernel": .integers([2]), "padding": .integers([1])]),
        LayerDescription(operation: "flatten"),
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([3])]),
        LayerDescription(operation: "softmax"),
      ])
    var random = RandomSource(seed: 1)
    for name in network.weightNames {
      network.updateParameter(name) { layer in
        let style = SampleNetworks.LayerStyle(density: 0.4)
        layer.weights = .shared(
          SampleNetworks.sharedWeights(shape: layer.weights.shape, style: style, random: &random))
        layer.bias = layer.bias.map {
          Bias(rounding: Tensor.normal([$0.count], seed: 2).values, bits: 8)
        }
      }
    }
    return network
  }

  private func packed(_ bytes: [UInt8]) throws -> PackedModel? {
    guard case .packed(let model) = try ContainerReader.read(bytes) else { return nil }
    return model
  }

  @Test func aFileGivesEveryWeightBack() throws {
    let network = try network()
    for options in [PackingOptions(), .paper()] {
      let model = try #require(
        try packed(PackedModel(encoding: network, options: options).serialized()))
      #expect(try model.decoded().isIdentical(to: network))
    }
    guard
      case .network(let stored, _) = try ContainerReader.read(
        PackedModel(storing: network).serialized())
    else {
      Issue.record("not a network")
      return
    }
    #expect(stored.isIdentical(to: network))
  }

  @Test func packedAndUnpackedPredictTheSame() throws {
    let network = try network()
    let model = try #require(try packed(PackedModel(encoding: network).serialized()))
    let x = Tensor.normal([5, 4, 9, 9], seed: 3)
    let expected = network.forward(x)
    #expect(try model.decoded().forward(x) == expected)
  }

  /// A few bytes that describe a kernel of 4096 x 4096 must not make the reader allocate it.
  @Test func anotherKernelThanThatOfTheWeightsIsRefused() throws {
    let network = try network()
    // Stored, not packed: its description is not deflated.
    var file = RawContainer(try PackedModel(storing: network).serialized())
    // In the description: "kernel", kind "integers", one of them, zigzag(3) = 6.
    let key = Array("kernel".utf8) + [0, 1, 6]
    let chunk = try #require(
      file.chunks.firstIndex { $0.content.contains(key) }, "the layout of attributes has changed")
    let start = try #require(
      file.chunks[chunk].content.indices.first {
        file.chunks[chunk].content[$0...].starts(with: key)
      })
    file.chunks[chunk].content[start + key.count - 1] = 10
    #expect(throws: ContainerError.self) { try ContainerReader.readPacked(file.bytes) }
  }
}
