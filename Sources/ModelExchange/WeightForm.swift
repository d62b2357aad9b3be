/// What is written of a layer's weights.
public enum WeightForm: Sendable {
  /// Their values, in full: what other programs expect.
  case values
  /// Codebook and codes where weights are shared, values elsewhere.
  case shared
  /// All there is: values, and masks, codes and codebooks beside them.
  case everything
}
