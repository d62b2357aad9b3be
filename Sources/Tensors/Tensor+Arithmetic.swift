extension Tensor {
  /// Element by element with NumPy's broadcasting; nil when the shapes do not fit.
  public func combined(with other: Tensor, _ operation: (Float, Float) -> Float) -> Tensor? {
    guard let common = Shape.broadcast(shape, other.shape) else { return nil }
    let left = broadcast(to: common)
    let right = other.broadcast(to: common)
    var result = left.values
    for position in result.indices {
      result[position] = operation(result[position], right.values[position])
    }
    return Tensor(shape: common, values: result)
  }

  public func map(_ transform: (Float) -> Float) -> Tensor {
    Tensor(shape: shape, values: values.map(transform))
  }

  /// Matrix product as NumPy's `@` for one and two dimensions; nil when the shapes do not fit.
  public func matrixProduct(_ other: Tensor) -> Tensor? {
    guard (1...2).contains(shape.count), (1...2).contains(other.shape.count) else { return nil }
    let left = shape.count == 1 ? [1, shape[0]] : shape
    let right = other.shape.count == 1 ? [other.shape[0], 1] : other.shape
    guard left[1] == right[0] else { return nil }
    let product = MatrixMultiply.product(
      .init(values, rows: left[0], columns: left[1]),
      .init(other.values, rows: right[0], columns: right[1]))
    return product.reshaped(
      Array(shape.dropLast()) + Array(other.shape.count == 1 ? [] : [right[1]]))
  }
}
