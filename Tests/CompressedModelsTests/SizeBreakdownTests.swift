import CompressedModels
import Networks
import Testing

struct SizeBreakdownTests {
  @Test(
    "The parts add up to the file, and a layer's parts to its chunk",
    arguments: [PackingOptions(), .paper()])
  func predictedIsWritten(options: PackingOptions) throws {
    let model = try PackedModel(encoding: SampleNetworks.lenet300(), options: options)
    #expect(model.sizes.bytes == model.serialized().count)
    #expect(model.bytes == model.serialized().count)
    let chunks = ContainerInspection(model.serialized()).chunks.filter { $0.type == "LAYR" }
    #expect(model.sizes.layers.map(\.bytes) == chunks.map { $0.length + 12 })
  }

  @Test("Everything but codes, gaps, codebooks and biases takes under 600 bytes in LeNet-300-100")
  func overheadStaysSmall() throws {
    let network = try SampleNetworks.lenet300()
    let metadata = Metadata(
      tool: "deep-compression-studio 1.0.0", seed: 42, texts: ["study": "lenet-300-100"])
    for width in 5...8 {
      let widths = Dictionary(uniqueKeysWithValues: network.weightNames.map { ($0, width) })
      let options = PackingOptions(indexBits: widths)
      #expect(
        try PackedModel(encoding: network, options: options, metadata: metadata).sizes.overheadBytes
          < 600)
    }
    #expect(try PackedModel(encoding: network, metadata: metadata).sizes.overheadBytes < 600)
  }

  @Test("Codes and gaps take their average length times their number, up to padding")
  func averagesExplainTheBytes() throws {
    let model = try PackedModel(encoding: SampleNetworks.lenet300())
    for layer in model.sizes.layers {
      let codes = try #require(layer.codes)
      let gaps = try #require(layer.gaps)
      for symbols in [codes, gaps] {
        #expect(
          symbols.averageBits >= symbols.entropy && symbols.averageBits <= Double(symbols.fixedBits)
        )
        // Tables pay only where there is enough to code.
        if symbols.histogram.total > 1000 { #expect(symbols.averageBits < symbols.entropy * 1.03) }
      }
      #expect(
        abs(Double(layer.parts[.codes] * 8) - codes.averageBits * Double(codes.histogram.total)) < 8
      )
      #expect(
        abs(Double(layer.parts[.gaps] * 8) - gaps.averageBits * Double(gaps.histogram.total)) < 8)
      #expect(codes.histogram.total == layer.survivorCount)
      #expect(gaps.histogram.total == layer.survivorCount + layer.fillerCount)
    }
  }

  @Test(
    """
    P+Q of 100 survivors: 6-bit codes and 5-bit gaps take 75 and 63 bytes, \
    64 half-precision centroids 128
    """
  )
  func fixedLengthSizesByHand() throws {
    var network = try SampleNetworks.shared([100, 2], styles: [.init(density: 1, bits: 6)])
    var random = SampleNetworks.random(9)
    network.updateParameter("fc1") { layer in
      // Every second weight survives, so that no gap needs a filler.
      let isKept = (0..<200).map { $0 % 2 == 1 }
      layer.weights = .shared(
        .init(
          mask: .init(shape: [2, 100], isKept: isKept),
          codes: (0..<100).map { $0 == 0 ? 63 : UInt8(random.below(64)) },
          codebook: .init(centroids: (0..<64).map { Float($0) }, precision: .float16), bits: 6))
    }
    let sizes = try PackedModel(
      encoding: network, options: .paper(indexBits: ["fc1": 5], coding: .fixedLength)
    ).sizes
    #expect(sizes.parts[.codes] == 75)
    #expect(sizes.parts[.gaps] == 63)
    // Width, precision and count take a byte each.
    #expect(sizes.parts[.codebooks] == 128 + 3)
    #expect(sizes.layers[0].density == 0.5)
    #expect(sizes.layers[0].codes?.fixedBits == 6)
  }
}
