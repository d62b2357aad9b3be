import Tensors

/// A tensor of 32- or 64-bit floats on its way through an operator.
struct RealTensor<Real: RealElement>: Sendable {
  let shape: [Int]
  var values: [Real]

  /// Precondition: as many values as the shape holds.
  init(shape: [Int], values: [Real]) { (self.shape, self.values) = (shape, values) }

  /// Throws for shapes of more elements than a tensor may have.
  init(repeating value: Real = 0, shape: [Int]) throws(OperatorError) {
    self.shape = shape
    values = [Real](repeating: value, count: try Axes.count(shape))
  }

  var count: Int { values.count }
  var rank: Int { shape.count }
  var typed: TypedTensor { TypedTensor(shape: shape, values) }

  /// `order[d]` is the dimension that becomes dimension d.
  func transposed(_ order: [Int]) -> RealTensor {
    guard order != Array(0..<rank), let last = order.last, !values.isEmpty else {
      return reshaped(order.map { shape[$0] })
    }
    let strides = Shape.strides(of: shape)
    let newShape = order.map { shape[$0] }
    let starts = Shape.offsets(
      shape: newShape.dropLast(), strides: order.dropLast().map { strides[$0] })
    let (width, step) = (shape[last], strides[last])
    let result = [Real](unsafeUninitializedCapacity: count) { result, filled in
      values.withUnsafeBufferPointer { values in
        for (row, start) in starts.enumerated() {
          for index in 0..<width {
            result.initializeElement(at: row * width + index, to: values[start + index * step])
          }
        }
      }
      filled = count
    }
    return RealTensor(shape: newShape, values: result)
  }

  /// Precondition: equal element counts.
  func reshaped(_ shape: [Int]) -> RealTensor { RealTensor(shape: shape, values: values) }
}
