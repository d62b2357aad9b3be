import Networks
import Tensors

/// The size of a network after each stage of the paper, each measured from a real encoding of the
/// same weights.
public struct StageSizes: Sendable {
  /// 32-bit floats, without any frame, removed units included: what ratios compare with.
  public let originalBytes: Int
  /// P: survivors as 32-bit floats, gaps in fixed-length fields.
  public let pruned: SizeBreakdown
  /// P+Q: codes and gaps in fixed-length fields, and codebooks. nil unless the network shares
  /// weights.
  public let quantized: SizeBreakdown?
  /// P+Q+H: codes and gaps as Huffman codewords.
  public let coded: SizeBreakdown

  /// Packs the network three times. Throws what packing throws.
  public init(
    of network: Network, options: PackingOptions = PackingOptions(), metadata: Metadata = Metadata()
  ) throws(PackingError) {
    var plain = options
    plain.coding = .fixedLength
    originalBytes = network.originalBytes
    pruned = try PackedModel(encoding: network.withFloatWeights, options: plain, metadata: metadata)
      .sizes
    coded = try PackedModel(encoding: network, options: options, metadata: metadata).sizes
    let isShared = StoredState(of: network) == .shared
    quantized =
      isShared ? try PackedModel(encoding: network, options: plain, metadata: metadata).sizes : nil
  }
}

extension Network {
  /// Shared weights written out as the floats they stand for.
  fileprivate var withFloatWeights: Network {
    var network = self
    for name in weightNames {
      guard let weights = parameter(name)?.weights, let mask = weights.mask else { continue }
      network.updateParameter(name) {
        $0.weights = .pruned(PrunedWeights(values: weights.tensor, mask: mask))
      }
    }
    return network
  }
}
