import CompressedModels
import Networks
import Testing

struct DenseWeightsTests {
  @Test("Weights go in and come out, through the file too")
  func isLossless() throws {
    let network = try AcceptedFile.dense.network()
    let written = try AcceptedFile.dense.model()
    let read = try ContainerReader.readPacked(written.serialized())
    let own = read.layers.filter { $0.content is DenseWeights }
    #expect(!own.isEmpty)
    for layer in own {
      #expect(layer.codingName == "dense")
      let weights = try layer.weights()
      #expect(weights.tensor == network.parameter(layer.name)?.weights.tensor)
      #expect(weights.mask == network.parameter(layer.name)?.weights.mask)
      #expect(written.layer(layer.name) == layer)
    }
  }

  @Test("Every weight takes four bytes")
  func fourBytes() throws {
    for layer in try AcceptedFile.dense.model().layers {
      #expect(layer.content.byteCount == 4 * layer.weightCount)
      #expect(layer.index == nil && layer.codebook == nil && layer.codes == nil)
      #expect(layer.statistics.survivorCount == layer.weightCount)
    }
  }
}
