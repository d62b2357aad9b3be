import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

struct CaffeModelFileTests {
  private static func network(_ names: [String?]) throws -> Network {
    try Network(
      inputShape: [4],
      descriptions: names.enumerated().map {
        LayerDescription(
          operation: "dense", attributes: ["outputs": .integers([3 - $0.offset])], name: $0.element)
      })
  }

  private static let layers: [(name: String, blobs: [Tensor])] = [
    ("ip1", [Tensor.wholeNumbers([3, 4], seed: 1), Tensor(shape: [3], values: [1, 2, 3])]),
    ("ip2", [Tensor.wholeNumbers([2, 3], seed: 2), Tensor(shape: [2], values: [4, 5])]),
  ]

  @Test(arguments: [[nil, nil], ["ip1", "ip2"]] as [[String?]], [true, false])
  func layersAreFoundByNameOrInOrder(names: [String?], isOld: Bool) throws {
    let network = try Self.network(names)
    let file = try CaffeModelFile(CaffeModel.bytes(Self.layers, isOld: isOld))
    let filled = try network.filled(from: file.arrays(for: network))
    for (name, layer) in zip(network.weightNames, Self.layers) {
      #expect(filled.parameter(name)?.weights == .dense(layer.blobs[0]))
      #expect(filled.parameter(name)?.bias == .float32(layer.blobs[1].values))
    }
  }

  @Test func otherLayersAreRefused() throws {
    let bytes = CaffeModel.bytes(Self.layers)
    let file = try CaffeModelFile(bytes)
    #expect(CaffeModelFile.recognizes(bytes) && !ONNXFile.recognizes(bytes))
    #expect(throws: ModelExchangeError.otherLayers(expected: ["fc1"], found: ["ip1", "ip2"])) {
      try file.arrays(for: Self.network([nil]))
    }
    #expect(throws: ModelExchangeError.wrongShape(name: "ip2", expected: [3, 4], found: [2, 3])) {
      try file.arrays(for: Self.network(["ip2"]))
    }
  }

  @Test func blobsWithoutTheirNumbersAreRefused() {
    let file = ProtobufWriter.message { net in
      net.message(100) { layer in
        layer.text(1, "a")
        layer.message(7) { blob in blob.message(7) { $0.packed(1, integers: [1 << 30, 1 << 30]) } }
      }
    }
    #expect(throws: ModelExchangeError.shapeTooLarge([1 << 30, 1 << 30])) {
      try CaffeModelFile(file)
    }
    let bytes = CaffeModel.bytes(Self.layers)
    for length in 1..<bytes.count { _ = try? CaffeModelFile(Array(bytes[..<length])) }
    #expect(throws: ModelExchangeError.self) { try CaffeModelFile(Array(bytes.dropLast())) }
  }
}
