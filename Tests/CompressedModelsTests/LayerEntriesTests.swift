import CompressedModels
import Networks
import Tensors
import Testing

/// What reading decoded goes to the first who asks; who comes later gets the same.
struct LayerEntriesTests {
  private func readAgain(_ network: Network, _ options: PackingOptions) throws -> PackedModel {
    try ContainerReader.readPacked(
      try PackedModel(encoding: network, options: options).serialized())
  }

  @Test("Rows of codes are the same the first time and later", arguments: ScanOrder.allCases)
  func rowsStayTheSame(order: ScanOrder) throws {
    let network = try SampleNetworks.shared([50, 20], styles: [.init(density: 0.3, bits: 4)])
    let options = PackingOptions(scanOrders: [order], allowsDirectCodes: false)
    let layer = try readAgain(network, options).layers[0]
    let first = try #require(try layer.sparseCodes())
    #expect(try layer.sparseCodes() == first)
    guard case .shared(let shared)? = network.parameter("fc1")?.weights else {
      Issue.record("not shared")
      return
    }
    #expect(first == CodebookMatrix(shared))
  }

  @Test("Weights and rows may be asked for in any order") func inAnyOrder() throws {
    let network = try SampleNetworks.shared([50, 20], styles: [.init(density: 0.3, bits: 4)])
    let weights = try #require(network.parameter("fc1")).weights.tensor
    for rowsFirst in [true, false] {
      let layer = try readAgain(network, PackingOptions()).layers[0]
      if rowsFirst { _ = try layer.sparseCodes() }
      #expect(try layer.weights().tensor == weights)
      #expect(try layer.sparseCodes()?.dense().values == weights.values)
      #expect(try layer.weights().tensor == weights)
    }
  }

  /// Rows of codes have columns of 16 bits: a wider layer has none, but its weights come back.
  @Test("A layer of more than 65 536 columns has no rows of codes") func wideLayers() throws {
    var network = try SampleNetworks.dense([65_537, 1])
    let isKept = (0..<65_537).map { $0 % 1000 == 0 || $0 == 65_536 }
    network.updateParameter("fc1") { layer in
      layer.weights = .shared(
        SharedWeights(
          mask: Mask(shape: [1, 65_537], isKept: isKept),
          codes: isKept.filter { $0 }.indices.map { UInt8($0 % 2) },
          codebook: Codebook(centroids: [-1, 1], precision: .float32), bits: 1))
    }
    let layer = try readAgain(network, PackingOptions()).layers[0]
    #expect(try layer.sparseCodes() == nil)
    #expect(try layer.weights().tensor == network.parameter("fc1")?.weights.tensor)
  }

  @Test("Layers of floats have no rows of codes") func floats() throws {
    for network in [try SampleNetworks.dense([9, 4]), try SampleNetworks.pruned([9, 4])] {
      let layer = try readAgain(network, PackingOptions()).layers[0]
      #expect(try layer.sparseCodes() == nil)
      #expect(try layer.weights().tensor == network.parameter("fc1")?.weights.tensor)
    }
  }
}
