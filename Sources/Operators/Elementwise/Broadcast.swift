import Tensors

/// Tensors that meet element by element, after NumPy's rule.
struct Broadcast {
  let shape: [Int]
  private let count: Int
  private let loop: StridedLoop

  /// Throws for shapes that do not fit, or would give too many elements.
  init(_ shapes: [[Int]]) throws(OperatorError) {
    let shape = try Axes.broadcast(shapes)
    self.shape = shape
    count = shape.reduce(1, *)
    loop = StridedLoop(shape, strides: shapes.map { Shape.broadcastStrides(of: $0, to: shape) })
  }

  /// output = function(left, right). Within a run each side moves by one or stays.
  @inline(__always)
  func combine<A: TensorElement, B: TensorElement, Result: TensorElement>(
    _ left: [A], _ right: [B], _ function: (A, B) -> Result
  ) -> TypedTensor {
    let values = [Result](unsafeUninitializedCapacity: count) { output, filled in
      left.withUnsafeBufferPointer { left in
        right.withUnsafeBufferPointer { right in
          let (length, steps) = (loop.length, loop.steps)
          loop.forEachRun(from: [0, 0]) { starts in
            let (first, second) = (starts[0], starts[1])
            switch (steps[0], steps[1]) {
            case (1, 1):
              for index in 0..<length {
                output[filled + index] = function(left[first + index], right[second + index])
              }
            case (1, _):
              let constant = right[second]
              for index in 0..<length {
                output[filled + index] = function(left[first + index], constant)
              }
            default:
              let constant = left[first]
              for index in 0..<length {
                output[filled + index] = function(constant, right[second + index * steps[1]])
              }
            }
            filled += length
          }
        }
      }
    }
    return TypedTensor(shape: shape, values)
  }

  /// output = condition ? yes : no.
  func choose<Element: TensorElement>(_ condition: [Bool], _ yes: [Element], _ no: [Element])
    -> TypedTensor
  {
    let values = [Element](unsafeUninitializedCapacity: count) { output, filled in
      condition.withUnsafeBufferPointer { condition in
        yes.withUnsafeBufferPointer { yes in
          no.withUnsafeBufferPointer { no in
            let (length, steps) = (loop.length, (loop.steps[0], loop.steps[1], loop.steps[2]))
            loop.forEachRun(from: [0, 0, 0]) { starts in
              let (first, second, third) = (starts[0], starts[1], starts[2])
              for index in 0..<length {
                output[filled + index] =
                  condition[first + index * steps.0]
                  ? yes[second + index * steps.1] : no[third + index * steps.2]
              }
              filled += length
            }
          }
        }
      }
    }
    return TypedTensor(shape: shape, values)
  }
}
