import Glibc

/// How a convolution with shared weights is computed.
public enum ConvolutionForm: String, Sendable, CaseIterable {
  /// From the entries (`SparseConvolution`).
  case planes
  /// From the decoded weights: where few weights were pruned.
  case dense

  /// The environment variable that forces a form on every convolution that allows it.
  public static let environmentVariable = "DCS_CONVOLUTION"

  /// Scoped: `ConvolutionForm.$forced.withValue(.dense) { ... }`.
  @TaskLocal public static var forced = getenv(environmentVariable).flatMap {
    ConvolutionForm(rawValue: String(cString: $0))
  }
}
