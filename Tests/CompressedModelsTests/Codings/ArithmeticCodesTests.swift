import CompressedModels
import Networks
import Tensors
import Testing

struct ArithmeticCodesTests {
  private let options = PackingOptions(coding: .arithmetic)

  private func packed(_ network: Network, streams: Int? = nil) throws -> PackedModel {
    var options = options
    options.streams = streams
    return try PackedModel(encoding: network, options: options)
  }

  @Test(
    "Weights come back, and no file is larger than with Huffman codes",
    arguments: [0.02, 0.3, 0.95, 1], [1, 3, 8])
  func isLosslessAndSmall(density: Double, bits: Int) throws {
    let network = try SampleNetworks.shared(
      [150, 60, 10],
      styles: [.init(density: density, bits: bits), .init(density: density, bits: bits)])
    let arithmetic = try packed(network)
    let read = try ContainerReader.readPacked(arithmetic.serialized())
    #expect(try read.decoded().isIdentical(to: network))
    #expect(read.sizes == arithmetic.sizes && read.serialized() == arithmetic.serialized())
    #expect(arithmetic.bytes <= (try PackedModel(encoding: network)).bytes)
  }

  @Test("Any number of streams gives the weights", arguments: [1, 2, 4, 7, 16, 100])
  func streams(count: Int) throws {
    let network = try SampleNetworks.shared([300, 90], styles: [.init(density: 0.2, bits: 4)])
    let model = try packed(network, streams: count)
    // What many streams must learn anew may cost more than Huffman codes take, which stay then.
    if let ranks = model.layers[0].ranks {
      #expect(ranks.streams.count == min(16, count))
    } else {
      #expect(count >= 16)
    }
    let read = try ContainerReader.readPacked(model.serialized())
    #expect(try read.decoded().isIdentical(to: network))
  }

  @Test("The layer for those who read symbols only has the same weights")
  func plainSymbols() throws {
    let model = try AcceptedFile.arithmetic.model()
    for layer in model.layers where layer.ranks != nil {
      let plain = try layer.withPlainSymbols()
      #expect(plain.ranks == nil && plain.codes != nil && plain.bias == layer.bias)
      #expect(try plain.weights().tensor == layer.weights().tensor)
    }
    #expect(model.isArithmetic)
  }

  @Test("Filters and images are seen as planes")
  func planes() throws {
    let filters = try #require(AcceptedFile.arithmeticPlanes.model().layers[0].ranks)
    #expect(filters.model.neighbourhood?.width == 3)
  }

  @Test("Layers without survivors, with one, and with all equal")
  func corners() throws {
    let patterns: [(kept: [Int], centroids: [Float])] = [
      ([], [1]), ([], []), ([7], [-2]), (Array(0..<4096), [0.5]), ([0, 4095], [-1, 1]),
    ]
    for (kept, centroids) in patterns {
      var network = try SampleNetworks.dense([64, 64])
      let isKept = Set(kept)
      network.updateParameter("fc1") { layer in
        layer.weights = .shared(
          SharedWeights(
            mask: Mask(shape: [64, 64], isKept: (0..<4096).map(isKept.contains)),
            codes: kept.indices.map { UInt8($0 % max(1, centroids.count)) },
            codebook: Codebook(centroids: centroids, precision: .float32), bits: 2))
      }
      let read = try ContainerReader.readPacked(try packed(network).serialized())
      #expect(try read.decoded().isIdentical(to: network))
    }
  }

  /// A shape of few bytes must not reserve much: what a line asks for is bounded.
  @Test("A neighbourhood of a very long line is refused")
  func longLines() {
    let columns: [UInt8] = [0x80, 0x80, 0x20]
    let content: [UInt8] =
      [0, 5, 2, 1] + columns + [0] + [1, 16, 1, 0, 0x3C] + [4, 1, 1] + columns
    let file = RawContainer(chunks: [RawContainer.network, .init("LAYR", content)])
    #expect(throws: ContainerError.self) { try ContainerReader.read(file.bytes) }
  }
}
