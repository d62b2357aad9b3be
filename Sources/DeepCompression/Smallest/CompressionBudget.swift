/// What ends the search for the smallest file.
public enum CompressionBudget: Sendable, Equatable {
  /// The error on the validation examples may rise by so much over that of the dense network, a
  /// fraction of the examples.
  case errorRise(Double)
  /// The file may have so many bytes.
  case bytes(Int)
}
