import Networks

/// Why a layer cannot be pruned as asked.
public enum PruningError: Error, Equatable {
  case badSparsity(Double)
  case badThreshold(Double)
  case badQuality(Double)
  case alreadyShared(layer: String)
  case nothingLeft(layer: String)
  /// Units to keep must be some that there are.
  case badUnitCount(layer: String, count: Int, units: Int)
  /// Removing units changes the layer that reads them: it must be known which weights read what.
  case unitsCannotBeFollowed(layer: String, obstacle: String)
  /// Of so many inputs so many stay.
  case badGroups(kept: Int, size: Int)
  case network(NetworkError)
}

extension PruningError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .badSparsity(let value):
      "sparsity must be at least 0 and below 1 (0% to 99.99...%), not \(value)"
    case .badThreshold(let value): "a threshold must be a number of at least 0, not \(value)"
    case .badQuality(let value): "quality must be a number of at least 0, not \(value)"
    case .badGroups(let kept, let size):
      "of each \(size) weights \(kept) cannot stay: at least one, and not all"
    case .alreadyShared(let layer):
      "the weights of \(layer) are shared already: prune before you quantize"
    case .nothingLeft(let layer): "no weight of \(layer) would survive"
    case .badUnitCount(let layer, let count, let units):
      "\(layer) has \(units) units and keeps from 1 to \(units) of them, not \(count)"
    case .unitsCannotBeFollowed(let layer, let obstacle):
      "the units of \(layer) cannot be removed: \(obstacle)"
    case .network(let error): "\(error)"
    }
  }
}
