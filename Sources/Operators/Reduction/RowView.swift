import Tensors

/// A tensor whose rows are what lies along some of its axes: these are moved behind the others.
struct RowView {
  /// [other axes..., axes...]
  let tensor: TypedTensor
  /// Elements of one row.
  let length: Int
  let rows: Int
  private let order: [Int]

  /// Precondition: axes of the tensor, each once.
  init(_ tensor: TypedTensor, axes: [Int]) {
    order = tensor.shape.indices.filter { !axes.contains($0) } + axes
    self.tensor = tensor.transposed(order)
    length = axes.reduce(1) { $0 * tensor.shape[$1] }
    rows = tensor.shape.indices.reduce(1) { $0 * (axes.contains($1) ? 1 : tensor.shape[$1]) }
  }

  /// Extents of the other axes.
  func outerShape(_ axisCount: Int) -> [Int] { tensor.shape.dropLast(axisCount) }

  /// Rows of another length, where the only axis was.
  func restored(_ result: TypedTensor, length: Int) -> TypedTensor {
    let back = order.indices.map { axis in order.firstIndex(of: axis) ?? axis }
    return result.reshaped(tensor.shape.dropLast() + [length]).transposed(back)
  }
}
