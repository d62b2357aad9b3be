/// Weights that share the values of a codebook: survivors point into it, the pruned rest is zero.
public struct SharedWeights: Sendable, Equatable {
  public let mask: Mask
  /// One a survivor, in row-major order of their positions; each is below `codebook.count`.
  public let codes: [UInt8]
  public let codebook: Codebook
  /// Bits of a fixed-length code, 1...8: what `quantize(bits=)` asked for. `codebook.count <= 1 <<
  /// bits`.
  public let bits: Int

  public init(mask: Mask, codes: [UInt8], codebook: Codebook, bits: Int) {
    precondition(codes.count == mask.survivorCount)
    precondition(codebook.count <= 1 << bits)
    precondition(codes.allSatisfy { Int($0) < codebook.count })
    (self.mask, self.codes, self.codebook, self.bits) = (mask, codes, codebook, bits)
  }

  public var shape: [Int] { mask.shape }

  public func dense() -> Tensor {
    let centroids = codebook.centroids
    return Tensor(shape: shape, values: mask.scattered(codes) { centroids[Int($0)] })
  }
}
