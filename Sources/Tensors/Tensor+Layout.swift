extension Tensor {
  /// [rows, columns] -> [columns, rows]. Precondition: two dimensions.
  public func transposed() -> Tensor {
    precondition(shape.count == 2)
    let (rows, columns) = (shape[0], shape[1])
    var result = [Float](repeating: 0, count: count)
    values.withUnsafeBufferPointer { source in
      result.withUnsafeMutableBufferPointer { target in
        // Blocks of 16: both sides stay in the cache.
        for rowBlock in stride(from: 0, to: rows, by: 16) {
          for column in 0..<columns {
            for row in rowBlock..<min(rowBlock + 16, rows) {
              target[column * rows + row] = source[row * columns + column]
            }
          }
        }
      }
    }
    return Tensor(shape: [columns, rows], values: result)
  }

  /// Dimensions in another order: result.shape[i] = shape[order[i]].
  public func transposed(order: [Int]) -> Tensor {
    precondition(order.sorted() == Array(shape.indices))
    let strides = Shape.strides(of: shape)
    let newShape = order.map { shape[$0] }
    let newStrides = order.map { strides[$0] }
    return Tensor(
      shape: newShape,
      values: Shape.offsets(shape: newShape, strides: newStrides).map { values[$0] })
  }

  /// The elements at the given positions of every dimension, dropping the dimensions in `dropped`.
  public func selecting(_ positions: [[Int]], dropping dropped: Set<Int> = []) -> Tensor {
    precondition(positions.count == shape.count)
    let strides = Shape.strides(of: shape)
    let kept = shape.indices.filter { !dropped.contains($0) }.map { positions[$0].count }
    guard positions.allSatisfy({ !$0.isEmpty }) else { return Tensor(zeros: kept) }
    var offsets = [0]
    for (dimension, chosen) in positions.enumerated() {
      offsets = offsets.flatMap { base in chosen.map { base + $0 * strides[dimension] } }
    }
    return Tensor(shape: kept, values: offsets.map { values[$0] })
  }

  /// A copy with the elements at the given positions replaced by `other`'s, which is broadcast to
  /// them.
  public func replacing(_ positions: [[Int]], with other: Tensor, dropping dropped: Set<Int> = [])
    -> Tensor?
  {
    let indices = Tensor(shape: shape, values: (0..<count).map { Float(bitPattern: UInt32($0)) })
    let targets = indices.selecting(positions, dropping: dropped)
    guard let shape = Shape.broadcast(targets.shape, other.shape), shape == targets.shape else {
      return nil
    }
    let source = other.broadcast(to: shape)
    var result = self
    for (target, value) in zip(targets.values, source.values) {
      result.values[Int(target.bitPattern)] = value
    }
    return result
  }

  /// Precondition: `shape` is what broadcasting gives.
  public func broadcast(to newShape: [Int]) -> Tensor {
    if newShape == shape { return self }
    let strides = Shape.broadcastStrides(of: shape, to: newShape)
    return Tensor(
      shape: newShape, values: Shape.offsets(shape: newShape, strides: strides).map { values[$0] })
  }
}
