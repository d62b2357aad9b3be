import CompressedModels
import Tensors
import Testing

/// Codebooks of whole multiples of a step (FORMAT.md, section 6.6).
struct CentroidMultiplesTests {
  private func codebook(_ centroids: [Float]) throws -> PackedCodebook? {
    try SampleNetworks.codebookRead(from: try SampleNetworks.model(ofCentroids: centroids))
  }

  /// On both sides of zero, on one, the farthest there are; steps of one bit and of some.
  @Test(
    arguments: [
      (0x1p-9, [-40, -7, -3, 1, 2, 90]), (3, [-5, -1, 2, 4]), (0x1p-20, [1, 2, 4, 8, 16]),
      (0.75, [-32768, -1, 1, 32768]), (0x1p-9, (1...200).map { $0 * ($0 + 3) / 2 }),
    ] as [(Float, [Int])])
  func multiplesComeBack(step: Float, multiples: [Int]) throws {
    let centroids = multiples.map { step * Float($0) }
    let found = try #require(try codebook(centroids))
    #expect(found.form == .multiples)
    #expect(found.codebook.centroids.map(\.bitPattern) == centroids.map(\.bitPattern))
  }

  /// So do their widths, for the next training.
  @Test func widthsComeBack() throws {
    let sixBits = Codebook(
      centroids: [-0.9, -0.31, 0.27, 0.3, 1.2], precision: .multiples(bits: 6))
    let found = try #require(
      try SampleNetworks.codebookRead(from: try SampleNetworks.model(of: sixBits)))
    #expect(found.form == .multiples && found.codebook == sixBits)
  }

  /// 7 and -7 steps are 1 and -1 of seven: the width is in the file by itself.
  @Test func commonFactorsAreNoHarm() throws {
    let symmetric = Codebook(centroids: [-7, 7], precision: .multiples(bits: 4))
    let model = try SampleNetworks.model(of: symmetric)
    #expect(try SampleNetworks.codebookRead(from: model)?.codebook == symmetric)
  }

  /// Equal ones, descending ones, zero among them, one bit beside, too many steps apart, not
  /// finite: they have other forms.
  @Test(
    arguments: [
      [1, 3, 3, 7], [7, 5, 2, 1], [-4, 0, 1, 7], [1, 2, Float(4).nextUp, 9], [1, 3, 5, 65537],
      [1, 3, 7, .infinity], [.nan, 1, 3],
    ] as [[Float]])
  func othersAreNone(centroids: [Float]) throws {
    let found = try #require(try codebook(centroids))
    #expect(found.form != .multiples)
    #expect(found.codebook.centroids.map(\.bitPattern) == centroids.map(\.bitPattern))
  }

  /// Width, precision, count and step take 1, 1, 2 and 4 bytes. 200 multiples that are 4 apart, but
  /// for 29 in the place of 28: 5 bits of order and, of order 2, one bit of gamma and two of rest
  /// each, two more for the distance 5; the first, 4, is 8 as a number without sign, gamma(3) of
  /// three bits and two more.
  @Test func everyBitIsKnown() throws {
    let model = try SampleNetworks.model(
      ofCentroids: (1...200).map { Float(4 * $0 + ($0 == 7 ? 1 : 0)) })
    let bits = 5 + 5 + 199 * 3 + 2
    #expect(model.sizes.parts[.codebooks] == 1 + 1 + 2 + 4 + (bits + 7) / 8)
  }
}
