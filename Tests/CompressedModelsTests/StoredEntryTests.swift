import CompressedModels
import Networks
import Tensors
import Testing

/// Entries of a file, one by one, beside what was worked out by hand.
struct StoredEntryTests {
  /// The paper's Figure 2: weights 3.4, 0.9 and 1.7 at 1, 4 and 15 of 16 places, here shared by a
  /// codebook in ascending order.
  private func packed(_ options: PackingOptions) throws -> PackedLayer {
    var network = try SampleNetworks.dense([16, 1])
    network.updateParameter("fc1") { layer in
      layer.weights = .shared(
        SharedWeights(
          mask: Mask(shape: [1, 16], isKept: (0..<16).map { [1, 4, 15].contains($0) }),
          codes: [2, 0, 1], codebook: Codebook(centroids: [0.9, 1.7, 3.4], precision: .float32),
          bits: 2))
    }
    return try #require(try PackedModel(encoding: network, options: options).layer("fc1"))
  }

  /// Fields hold the distance less one: 1, 2, 7 (eight places to the filler at 12), 2. A filler's
  /// code is the one behind the last centroid, so codes take 2 bits.
  @Test("Filler zeros as in Figure 2") func fillers() throws {
    let layer = try packed(.paper(indexBits: ["fc1": 3], coding: .fixedLength))
    let entries = try layer.storedEntries(first: 10)
    #expect(entries.map(\.gap) == [1, 2, 7, 2])
    #expect(entries.map(\.gapBits) == [3, 3, 3, 3])
    #expect(entries.map(\.column) == [1, 4, 12, 15])
    #expect(entries.map(\.row) == [0, 0, 0, 0])
    #expect(entries.map(\.code) == [2, 0, 3, 1])
    #expect(entries.map(\.codeBits) == [2, 2, 2, 2])
    #expect(entries.map(\.weight) == [3.4, 0.9, nil, 1.7])
    #expect(entries.map(\.isFiller) == [false, false, true, false])
    #expect(try layer.storedEntries(first: 2) == Array(entries.prefix(2)))
  }

  /// A skip moves on by seven, to 11, and has no code; then four more places.
  @Test("Skips have no code") func skips() throws {
    let options = PackingOptions(
      indexBits: ["fc1": 3], coding: .fixedLength, scanOrders: [.rowMajor],
      allowsDirectCodes: false)
    let entries = try packed(options).storedEntries(first: 10)
    #expect(entries.map(\.gap) == [1, 2, 7, 3])
    #expect(entries.map(\.column) == [1, 4, 11, 15])
    #expect(entries.map(\.code) == [2, 0, nil, 1])
    #expect(entries.map(\.weight) == [3.4, 0.9, nil, 1.7])
  }

  /// The entries of a whole layer are its weights, whatever order it is walked in.
  @Test("All entries make up the layer", arguments: ScanOrder.allCases)
  func entriesAreTheLayer(order: ScanOrder) throws {
    let network = try SampleNetworks.shared([40, 30], styles: [.init(density: 0.2, bits: 3)])
    let options = PackingOptions(scanOrders: [order], allowsDirectCodes: false)
    let layer = try #require(try PackedModel(encoding: network, options: options).layer("fc1"))
    var values = [Float](repeating: 0, count: 30 * 40)
    for entry in try layer.storedEntries(first: .max) where !entry.isFiller {
      values[entry.row * 40 + entry.column] = try #require(entry.weight)
    }
    #expect(values == network.parameter("fc1")?.weights.tensor.values)
  }

  @Test("A layer without an index has no entries") func noIndex() throws {
    let model = try PackedModel(encoding: SampleNetworks.dense([4, 3]))
    #expect(try model.layers[0].storedEntries(first: 5).isEmpty)
  }
}
