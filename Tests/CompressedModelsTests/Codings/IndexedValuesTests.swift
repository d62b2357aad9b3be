import CompressedModels
import Networks
import Testing

struct IndexedValuesTests {
  @Test("Weights go in and come out, through the file too")
  func isLossless() throws {
    let network = try AcceptedFile.pruned.network()
    let written = try AcceptedFile.pruned.model()
    let read = try ContainerReader.readPacked(written.serialized())
    let own = read.layers.filter { $0.content is IndexedValues }
    #expect(!own.isEmpty)
    for layer in own {
      #expect(layer.codingName == "values + gaps")
      let weights = try layer.weights()
      #expect(weights.tensor == network.parameter(layer.name)?.weights.tensor)
      #expect(weights.mask == network.parameter(layer.name)?.weights.mask)
      #expect(written.layer(layer.name) == layer)
    }
  }

  @Test("Survivors take four bytes and a gap")
  func bytes() throws {
    for layer in try AcceptedFile.pruned.model().layers {
      let index = try #require(layer.index)
      let gaps = index.gaps.streams.reduce(0) { $0 + $1.count }
      #expect(layer.content.byteCount == 4 * index.survivorCount + gaps)
      #expect(index.convention == .escape && layer.codebook == nil)
    }
  }
}
