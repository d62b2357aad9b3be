/// Why a layer's weights cannot be shared as asked.
public enum QuantizationError: Error, Equatable {
  case badBits(Int)
  case badCentroidBits(Int)
  case tooFewMultiples(levels: Int, bits: Int)
  case multiplesOfTheMethod(bits: Int)
  case badBiasBits(Int)
  case badLevels(Int)
  case packed(layer: String)
  case notShared(layer: String)
  case otherFloats(layer: String)
  case nothingToShare(layer: String)
  case notFinite(layer: String)
  case tooLargeFor16Bits(layer: String)
  case tooSmallFor16Bits(layer: String)
}

extension QuantizationError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badBits(let bits):
      "bits must be a whole number from 1 to 8 (2 to 256 shared weights), not \(bits)"
    case .badCentroidBits(let bits):
      "centroids are stored in 2 to 8, 16 or 32 bits, not \(bits)"
    case .tooFewMultiples(let levels, let bits):
      """
      \(bits) bits hold \((1 << bits) - 2) different centroids, not \(levels): \
      fewer levels, or more bits of a centroid
      """
    case .multiplesOfTheMethod(let bits):
      """
      centroids are stored in 16 or 32 bits here, not \(bits): \
      the method finds by itself where multiples of a step are better
      """
    case .badBiasBits(let bits): "biases are stored in 2 to 8, 16 or 32 bits, not \(bits)"
    case .badLevels(let levels):
      "levels must be a whole number from 1 to 256 (shared weights of a layer), not \(levels)"
    case .notShared(let layer): "the weights of \(layer) are not shared: quantize them first"
    case .otherFloats(let layer):
      "the net with the floats has no such layer \(layer): it must be the one that was quantized"
    case .packed(let layer): "\(layer) is packed: unpack the network before you quantize"
    case .nothingToShare(let layer): "no weight of \(layer) survives, so there is nothing to share"
    case .notFinite(let layer): "\(layer) has weights or biases that are not finite numbers"
    case .tooLargeFor16Bits(let layer):
      """
      \(layer) has centroids or biases beyond 65504, \
      the largest number of 16 bits: store them in 32 bits
      """
    case .tooSmallFor16Bits(let layer):
      """
      \(layer) has centroids or biases so small that 16 bits keep no three digits of them: \
      store them in 32 bits
      """
    }
  }
}
