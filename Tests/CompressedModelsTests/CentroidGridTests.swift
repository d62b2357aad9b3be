import CompressedModels
import Testing

/// Codebooks that are the multiples of a step (FORMAT.md, section 6.5).
struct CentroidGridTests {
  private func codebook(_ centroids: [Float]) throws -> PackedCodebook? {
    try SampleNetworks.codebookRead(from: try SampleNetworks.model(ofCentroids: centroids))
  }

  /// On both sides of zero, on one, away from it; steps of few bits, whose multiples are exact, and
  /// 0.1, whose multiples are rounded.
  @Test(
    arguments: [
      (0.5, [-2, -1, 1, 2, 3]), (0.1, [-3, -2, -1, 1]), (3.0e-5, [-2, -1]), (7, [40, 41, 42, 43]),
      (0.25, [-1, 1]), (1024, Array(1...255)),
    ] as [(Float, [Int])])
  func gridsComeBack(step: Float, multiples: [Int]) throws {
    let centroids = multiples.map { step * Float($0) }
    let found = try #require(try codebook(centroids))
    #expect(found.form == .grid)
    #expect(found.codebook.centroids == centroids)
  }

  /// A multiple that is missing, zero, equal ones, descending ones, one bit beside, too far from
  /// zero, not finite.
  @Test(
    arguments: [
      [1, 2, 4], [-1, 0, 1], [2, 2], [3, 2, 1], [1, 2, Float(3).nextUp], [300, 301, 302],
      [1, .infinity], [.nan, 1],
    ] as [[Float]])
  func othersAreNone(centroids: [Float]) throws {
    let found = try #require(try codebook(centroids))
    #expect(found.form != .grid)
    #expect(found.codebook.centroids.map(\.bitPattern) == centroids.map(\.bitPattern))
  }

  /// Width, precision, count, a float and a number of one byte or two, whatever the count: 200
  /// 16-bit centroids take 400 bytes more.
  @Test func aGridTakesNineBytes() throws {
    let model = try SampleNetworks.model(ofCentroids: (1...200).map { Float($0) / 64 })
    #expect(model.sizes.parts[.codebooks] == 1 + 1 + 2 + 4 + 1)
    let plain = try SampleNetworks.model(
      ofCentroids: (1...200).map { Float($0) / 64 }, options: .paper())
    #expect(plain.sizes.parts[.codebooks] == 1 + 1 + 2 + 4 * 200)
  }
}
