/// Why a layer cannot be pruned as asked.
public enum PruningError: Error, Equatable {
  case badSparsity(Double)
  case badThreshold(Double)
  case badQuality(Double)
  case alreadyShared(layer: String)
  case nothingLeft(layer: String)
}

extension PruningError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badSparsity(let value):
      "sparsity must be at least 0 and below 1 (0% to 99.99...%), not \(value)"
    case .badThreshold(let value): "a threshold must be a number of at least 0, not \(value)"
    case .badQuality(let value): "quality must be a number of at least 0, not \(value)"
    case .alreadyShared(let layer):
      "the weights of \(layer) are shared already: prune before you quantize"
    case .nothingLeft(let layer): "no weight of \(layer) would survive"
    }
  }
}
