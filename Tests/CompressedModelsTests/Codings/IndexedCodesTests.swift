import CompressedModels
import Networks
import Testing

struct IndexedCodesTests {
  @Test("Weights go in and come out, through the file too")
  func isLossless() throws {
    let network = try AcceptedFile.packedSkips.network()
    let written = try AcceptedFile.packedSkips.model()
    let read = try ContainerReader.readPacked(written.serialized())
    let own = read.layers.filter { $0.content is IndexedCodes }
    #expect(!own.isEmpty)
    for layer in own {
      #expect(layer.codingName == "codes + gaps")
      let weights = try layer.weights()
      #expect(weights.tensor == network.parameter(layer.name)?.weights.tensor)
      #expect(weights.mask == network.parameter(layer.name)?.weights.mask)
      #expect(written.layer(layer.name) == layer)
    }
  }

  @Test("Gaps and codes are symbols of their own, one a survivor with skips")
  func symbols() throws {
    for layer in try AcceptedFile.packedSkips.model().layers {
      let (index, codes) = (try #require(layer.index), try #require(layer.codes))
      #expect(codes.count == index.survivorCount)
      #expect(try layer.withPlainSymbols() == layer)
    }
  }
}
