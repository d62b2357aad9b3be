/// Why a search cannot start.
public enum SearchError: Error, Equatable {
  case noValidation
  case noLevels
  case noDensities
  case compressed(layer: String, state: String)
}

extension SearchError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noValidation: "there are no validation examples to choose by: hold some out"
    case .noLevels: "there are no numbers of shared weights to try"
    case .noDensities: "there are no densities to try"
    case .compressed(let layer, let state):
      "\(layer) is \(state) already: the search starts from a dense net"
    }
  }
}
