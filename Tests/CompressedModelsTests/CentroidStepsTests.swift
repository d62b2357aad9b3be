import CompressedModels
import Networks
import Tensors
import Testing

/// Codebooks of 32-bit centroids as steps (FORMAT.md, section 6.4).
struct CentroidStepsTests {
  private func model(_ centroids: [Float], options: PackingOptions = PackingOptions()) throws
    -> PackedModel
  {
    try SampleNetworks.model(ofCentroids: centroids, options: options)
  }

  private func codebook(of model: PackedModel) throws -> PackedCodebook? {
    try SampleNetworks.codebookRead(from: model)
  }

  /// Every pattern survives: both zeros, subnormals, infinities, not-a-numbers, neighbours and the
  /// farthest apart.
  @Test func everyPatternComesBack() throws {
    var centroids: [Float] = (0..<60).map { Float($0) * 1.001 - 30 }
    centroids += [
      0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .infinity, -.infinity, 1,
      Float(1).nextUp,
    ]
    centroids += [
      .greatestFiniteMagnitude, -.greatestFiniteMagnitude, Float(bitPattern: 0x7fc0_1234),
    ]
    centroids += (60..<120).map { Float($0) * 1.001 }
    let found = try #require(try codebook(of: try model(centroids)))
    #expect(found.form == .steps)
    #expect(found.codebook.centroids.map(\.bitPattern) == centroids.map(\.bitPattern))
  }

  /// 128 numbers in ascending order, nearly evenly spaced: at least four bits less each.
  @Test func sortedCentroidsTakeFewerBytes() throws {
    let centroids = (0..<128).map { 0.9 + Float($0) / 128 }
    let (stepped, plain) = (try model(centroids), try model(centroids, options: .paper()))
    #expect(try codebook(of: plain)?.form == .plain)
    #expect(try codebook(of: stepped)?.form == .steps)
    let saved = plain.sizes.parts[.codebooks] - stepped.sizes.parts[.codebooks]
    #expect(saved >= 128 * 4 / 8, "\(saved) bytes")
  }

  /// Steps between random patterns are larger than the patterns.
  @Test func whatWouldGrowStaysPlain() throws {
    var random = RandomSource(seed: 9)
    let centroids = (0..<64).map { _ in
      Float(bitPattern: UInt32(truncatingIfNeeded: random.next()) & 0xbfff_ffff)
    }
    #expect(try codebook(of: try model(centroids))?.form == .plain)
  }
}
