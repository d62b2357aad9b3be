/// Weights that have another form than numbers, codes for instance: whoever computes with them asks
/// for products and rows. They are seen as a matrix [outputs, depth] (`ProductForm`).
public protocol WeightMatrix: Sendable {
  /// Of the parameter.
  var shape: [Int] { get }

  /// What the weights make of an input: [..., outputs], or [N, outputs, ...] of windows; nil when
  /// it does not fit.
  func product(_ input: Tensor) -> Tensor?

  /// values [count, depth] · (some rows of the matrix)ᵀ -> [count, rows.count]
  func product(_ values: [Float], count: Int, rows: Range<Int>) -> [Float]

  /// Rows of the matrix, one after the other: [places.count, depth].
  func rows(_ places: [Int]) -> [Float]
}
