import Glibc

/// How a convolution with shared weights is computed.
public enum ConvolutionForm: String, Sendable, CaseIterable {
  /// From the entries, by whole planes: strides of 1 only.
  case planes
  /// From the entries, on windows written out as columns.
  case columns
  /// From the decoded weights, by OpenBLAS or directly: where few weights were pruned.
  case dense

  /// The environment variable that forces a form on every convolution that allows it.
  public static let environmentVariable = "DCS_CONVOLUTION"

  /// Scoped: `ConvolutionForm.$forced.withValue(.dense) { ... }`.
  @TaskLocal public static var forced = getenv(environmentVariable).flatMap {
    ConvolutionForm(rawValue: String(cString: $0))
  }

  /// Densities from which on the dense form is quicker. Measured on Zen 5 beside OpenBLAS 0.3.21:
  /// planes break even at 82% of 3x3x128 weights, columns at 57% of AlexNet's conv1 (72% with
  /// AVX2).
  private static let densestPlanes = 0.8
  private static let densestColumns = 0.6

  static func best(density: Double, allowsPlanes: Bool, forced: ConvolutionForm?) -> ConvolutionForm
  {
    if let forced, forced != .planes || allowsPlanes { return forced }
    return density > (allowsPlanes ? densestPlanes : densestColumns)
      ? .dense : allowsPlanes ? .planes : .columns
  }
}
