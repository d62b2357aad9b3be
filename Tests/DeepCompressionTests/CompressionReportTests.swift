import CompressedModels
import Datasets
import DeepCompression
import Networks
import Tensors
import Testing

/// A report on one layer whose bytes are counted by hand.
///
/// 32 x 64 weights; survivors at 0, 7, 8, 15, 16, ...: distances 1 and 7 in turns, 512 of them. In
/// fields of 3 bits, the narrowest that need no skips, the gaps are 0 and 6, 256 each: one Huffman
/// bit each. Of every eight survivors four have code 0, two code 1, one each code 2 and 3: Huffman
/// lengths 1, 2, 3, 3, in the mean (4 + 4 + 3 + 3) / 8 = 1.75.
@Suite struct CompressionReportTests {
  private static let centroids: [Float] = [-1, -0.5, 0.5, 1]

  private static func shared() throws -> Network {
    let mask = Mask(shape: [32, 64], isKept: (0..<2048).map { $0 % 8 == 0 || $0 % 8 == 7 })
    let codes: [UInt8] = [0, 1, 0, 2, 0, 1, 0, 3]
    let weights = SharedWeights(
      mask: mask, codes: (0..<512).map { codes[$0 % 8] },
      codebook: Codebook(centroids: centroids, precision: .float16),
      bits: 2)
    let bias = Bias(rounding: (0..<32).map { Float($0) / 64 }, bits: 16)
    return try Network(inputShape: [64], chain: [Dense(weights: .shared(weights), bias: bias)])
  }

  private static func pruned() throws -> Network {
    var network = try shared()
    network.updateParameter("fc1") { layer in
      let mask = layer.weights.mask ?? Mask(full: [32, 64])
      layer.weights = .pruned(PrunedWeights(values: layer.weights.tensor, mask: mask))
    }
    return network
  }

  @Test func bitsAndBytesAreThoseCountedByHand() throws {
    let packed = try PackedModel(encoding: Self.shared())
    let report = try CompressionReport(
      of: [.packed(packed)], examples: nil)
    let layer = try #require(report.layers.first)
    #expect([layer.weightBits, layer.weightBitsCoded] == [2, 1.75])
    #expect([layer.indexBits, layer.indexBitsCoded] == [3, 1])
    #expect(layer.density == 0.25)
    #expect(layer.weightCount == 2048)
    #expect(layer.denseBytes == 4 * (2048 + 32))
    #expect(report.total.weightBitsCoded == 1.75 && report.total.indexBitsCoded == 1)

    let parts = report.sizes.parts
    #expect(parts[.codes] == 512 * 7 / 4 / 8)  // 1.75 bits
    #expect(parts[.gaps] == 512 / 8)  // 1 bit
    #expect(parts[.codebooks] == 3 + 4 * 2)  // bits of a code, precision, count; 16-bit centroids
    #expect(parts[.biases] == 2 + 32 * 2)  // precision, count; 16-bit biases
    #expect(parts[.values] == 0)
    #expect(SizePart.allCases.reduce(0) { $0 + parts[$1] } == packed.serialized().count)
    #expect(report.total.codedBytes == packed.serialized().count)
  }

  @Test("What arithmetic coding takes stands beside Huffman coding of the same weights")
  func arithmeticBesideHuffman() throws {
    let huffman = try PackedModel(encoding: Self.shared())
    let arithmetic = try PackedModel(
      encoding: Self.shared(), options: PackingOptions(coding: .arithmetic))
    #expect(arithmetic.bytes < huffman.bytes)
    let report = try CompressionReport(of: [.packed(arithmetic)], examples: nil)
    #expect(report.stages.map(\.name) == ["packed (P+Q+A)"])
    #expect(report.stages[0].bytes == arithmetic.bytes)
    let layer = try #require(report.layers.first)
    #expect(layer.codedBytes == huffman.sizes.layers[0].bytes)
    #expect(layer.arithmeticBytes == arithmetic.sizes.layers[0].bytes)
    #expect(layer.weightBitsCoded == 1.75)
    #expect(report.total.codedBytes == huffman.bytes)
    #expect(report.total.arithmeticBytes == arithmetic.bytes)
    let plain = try CompressionReport(of: [.packed(huffman)], examples: nil)
    #expect(plain.total.arithmeticBytes == nil && plain.layers[0].arithmeticBytes == nil)
  }

  /// P: 32-bit survivors and 3-bit gaps; P+Q: 2-bit codes and 3-bit gaps, a codebook; biases in
  /// both.
  @Test func earlierStagesDifferByWhatTheyStore() throws {
    let report = try CompressionReport(of: [.network(Self.shared())], examples: nil)
    let layer = try #require(report.layers.first)
    let quantized = try #require(layer.quantizedBytes)
    // 512 floats against 512 codes of 2 bits and 4 centroids: the rest (gaps, biases, frames)
    // differs by a few bytes.
    let expected = 512 * 4 - (512 * 2 / 8 + 4 * 2)
    #expect(abs(layer.prunedBytes - quantized - expected) <= 8)
    // Huffman saves a quarter bit a code and two bits a gap; its tables cost a few bytes.
    let saved = 512 / 4 / 8 + 512 * 2 / 8
    #expect(abs(quantized - layer.codedBytes - saved) <= 16)
    #expect(report.paper == nil)
  }

  @Test func stagesAreNamedAndMeasuredFromFiles() throws {
    let (shared, pruned) = (try Self.shared(), try Self.pruned())
    var dense = shared
    dense.updateParameter("fc1") { $0.weights = .dense($0.weights.tensor) }
    let packed = try PackedModel(encoding: shared)
    let report = try CompressionReport(
      of: [
        .network(dense), .network(pruned), .network(shared),
        .packed(packed),
      ],
      examples: nil)
    #expect(report.stages.map(\.name) == ["dense", "pruned (P)", "shared (P+Q)", "packed (P+Q+H)"])
    #expect(report.stages.map(\.density) == [1, 0.25, 0.25, 0.25])
    #expect(
      report.stages.map(\.bytes) == [
        4 * (2048 + 32), try PackedModel(storing: pruned).serialized().count,
        try PackedModel(storing: shared).serialized().count, packed.serialized().count,
      ])
    #expect(report.stages.map(\.ratio) == report.stages.map { 8320 / Double($0.bytes) })
    #expect(report.stages.allSatisfy { $0.error == nil })
  }

  /// Inputs that light one column make the outputs readable: column 0 is kept, so its largest
  /// weight wins.
  @Test func errorsAreThoseOfEachModel() throws {
    let network = try Self.shared()
    let outputs = network.forward(
      Tensor(shape: [1, 64], values: [1] + [Float](repeating: 0, count: 63))
    ).values
    let best = Int32(outputs.indices.max { outputs[$0] < outputs[$1] } ?? 0)
    let inputs = Tensor(shape: [4, 64], values: (0..<256).map { $0 % 64 == 0 ? 1 : 0 })
    let examples = Examples(inputs: inputs, labels: [best, best, best, best == 0 ? 1 : 0])
    var calls = 0
    let report = try CompressionReport(
      of: [.network(network)], examples: examples, monitor: WorkMonitor { _ in calls += 1 })
    #expect(report.stages[0].error == 0.25)
    #expect(calls == 1)
  }

  @Test func stoppingStops() throws {
    struct Stop: Error {}
    let examples = Examples(inputs: Tensor(zeros: [1, 64]), labels: [0])
    #expect(throws: Stop.self) {
      try CompressionReport(
        of: [.network(Self.shared())], examples: examples,
        monitor: WorkMonitor { _ in throw Stop() })
    }
  }
}
