import CompressedModels
import Networks
import Tensors
import Testing

/// Symbols counted when a layer is made, and when it is read.
struct LayerStatisticsTests {
  /// Eight weights that share two values.
  private func network(keeping places: [Int], codes: [UInt8]) throws -> Network {
    var network = try SampleNetworks.dense([8, 1])
    network.updateParameter("fc1") { layer in
      layer.weights = .shared(
        SharedWeights(
          mask: Mask(shape: [1, 8], isKept: (0..<8).map(places.contains)), codes: codes,
          codebook: Codebook(centroids: [-1, 1], precision: .float32), bits: 1))
    }
    return network
  }

  /// Every distance is 2, which a field says as 1.
  @Test("Codes and gaps are counted as they are stored") func countsByHand() throws {
    let network = try network(keeping: [1, 3, 5, 7], codes: [0, 0, 1, 0])
    let options = PackingOptions(
      indexBits: ["fc1": 2], scanOrders: [.rowMajor], allowsDirectCodes: false)
    let statistics = try PackedModel(encoding: network, options: options).layers[0].statistics
    #expect(statistics.survivorCount == 4)
    #expect(statistics.codes?.counts == [3, 1, 0])
    #expect(statistics.gaps?.counts == [0, 4, 0, 0])
  }

  /// Without an index pruned weights have the code behind the last centroid.
  @Test("Direct codes count pruned weights, too") func directCodes() throws {
    let network = try network(keeping: [0, 1, 2, 4, 5, 6, 7], codes: [0, 0, 1, 0, 1, 0, 0])
    let layers = try PackedModel(encoding: network).layers
    #expect(layers[0].content is DirectCodes)
    #expect(layers[0].statistics.codes?.counts == [5, 2, 1])
    #expect(layers[0].statistics.gaps == nil)
    #expect(layers[0].statistics.survivorCount == 7)
  }

  /// One is counted from the symbols that went in, the other from those that came out.
  @Test("Reading counts what writing counted", arguments: AcceptedFile.allCases)
  func readingCountsTheSame(file: AcceptedFile) throws {
    let written = try file.model()
    let read = try ContainerReader.readPacked(written.serialized())
    #expect(read.layers.map(\.statistics) == written.layers.map(\.statistics))
    #expect(read.sizes == written.sizes)
    #expect(read.sizes.bytes == written.serialized().count)
    #expect(read.serialized() == written.serialized())
  }
}
