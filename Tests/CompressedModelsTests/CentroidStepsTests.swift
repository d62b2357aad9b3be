import CompressedModels
import Networks
import Tensors
import Testing

/// Codebooks of 32-bit centroids as steps (FORMAT.md, section 6.4).
struct CentroidStepsTests {
  /// A layer of one row whose weight i is centroid i.
  private func model(_ centroids: [Float], options: PackingOptions = PackingOptions()) throws
    -> PackedModel
  {
    var network = try Network(
      inputShape: [centroids.count],
      descriptions: [LayerDescription(operation: "dense", attributes: ["outputs": .integers([1])])])
    network.updateParameter("fc1") { layer in
      layer.weights = .shared(
        SharedWeights(
          mask: Mask(full: [1, centroids.count]), codes: centroids.indices.map { UInt8($0) },
          codebook: Codebook(centroids: centroids, precision: .float32), bits: 8))
    }
    return try PackedModel(encoding: network, options: options)
  }

  private func codebook(of model: PackedModel) throws -> PackedCodebook? {
    guard case .packed(let read) = try ContainerReader.read(model.serialized()), read == model
    else { return nil }
    return read.layers[0].content.codebook
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
    #expect(found.isStepped)
    #expect(found.codebook.centroids.map(\.bitPattern) == centroids.map(\.bitPattern))
  }

  /// 128 evenly spaced numbers in ascending order: at least four bits less each.
  @Test func sortedCentroidsTakeFewerBytes() throws {
    let centroids = (0..<128).map { 1 + Float($0) / 128 }
    let (stepped, plain) = (try model(centroids), try model(centroids, options: .paper()))
    #expect(try codebook(of: plain)?.isStepped == false)
    let saved = plain.sizes.parts[.codebooks] - stepped.sizes.parts[.codebooks]
    #expect(saved >= 128 * 4 / 8, "\(saved) bytes")
  }

  /// Steps between random patterns are larger than the patterns.
  @Test func whatWouldGrowStaysPlain() throws {
    var random = RandomSource(seed: 9)
    let centroids = (0..<64).map { _ in
      Float(bitPattern: UInt32(truncatingIfNeeded: random.next()) & 0xbfff_ffff)
    }
    #expect(try codebook(of: try model(centroids))?.isStepped == false)
  }
}
