import CompressedModels
import Networks
import Testing

struct DirectCodesTests {
  @Test("Weights go in and come out, through the file too")
  func isLossless() throws {
    let network = try AcceptedFile.packedDirect.network()
    let written = try AcceptedFile.packedDirect.model()
    let read = try ContainerReader.readPacked(written.serialized())
    let own = read.layers.filter { $0.content is DirectCodes }
    #expect(!own.isEmpty)
    for layer in own {
      #expect(layer.codingName == "codes")
      let weights = try layer.weights()
      #expect(weights.tensor == network.parameter(layer.name)?.weights.tensor)
      #expect(weights.mask == network.parameter(layer.name)?.weights.mask)
      #expect(written.layer(layer.name) == layer)
    }
  }

  @Test("Every weight has a code, and there is no index")
  func symbols() throws {
    let layer = try AcceptedFile.packedDirect.model().layers[0]
    #expect(layer.codes?.count == layer.weightCount && layer.index == nil)
    #expect(try layer.withPlainSymbols() == layer)
  }
}
