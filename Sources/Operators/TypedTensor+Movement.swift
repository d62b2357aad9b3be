import Tensors

/// Elements of any type moved to other places.
extension TypedTensor {
  /// output[i, j, ...] = elements[offset + i strides[0] + j strides[1] + ...]. Precondition: these
  /// are within the elements.
  func strided(_ newShape: [Int], strides: [Int], from offset: Int = 0) -> TypedTensor {
    guard !(newShape == shape && strides == Shape.strides(of: shape) && offset == 0) else {
      return self
    }
    return TypedTensor(
      shape: newShape,
      elements.visit(StridedCopy(shape: newShape, strides: strides, offset: offset)))
  }

  private struct StridedCopy: ElementVisitor {
    let shape: [Int]
    let strides: [Int]
    let offset: Int

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor.Elements {
      let loop = StridedLoop(shape, strides: [strides])
      let (length, step) = (loop.length, loop.steps[0])
      let count = shape.reduce(1, *)
      return Element.elements(
        [Element](unsafeUninitializedCapacity: count) { output, filled in
          elements.withUnsafeBufferPointer { input in
            loop.forEachRun(from: [offset]) { starts in
              let start = starts[0]
              for index in 0..<length { output[filled + index] = input[start + index * step] }
              filled += length
            }
          }
        })
    }
  }

  func broadcast(to newShape: [Int]) -> TypedTensor {
    strided(newShape, strides: Shape.broadcastStrides(of: shape, to: newShape))
  }

  /// Dimension d of the result is dimension order[d].
  func transposed(_ order: [Int]) -> TypedTensor {
    let strides = Shape.strides(of: shape)
    return strided(order.map { shape[$0] }, strides: order.map { strides[$0] })
  }

  /// Blocks of neighbouring elements, one after the other: block n begins at starts[n] · length.
  /// A negative start stands for zeros.
  func blocks(_ starts: [Int], length: Int = 1, shape: [Int]) -> TypedTensor {
    TypedTensor(shape: shape, elements.visit(BlockCopy(starts: starts, length: length)))
  }

  private struct BlockCopy: ElementVisitor {
    let starts: [Int]
    let length: Int

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor.Elements {
      Element.elements(
        [Element](unsafeUninitializedCapacity: starts.count * length) { output, filled in
          elements.withUnsafeBufferPointer { input in
            for start in starts {
              for index in 0..<length {
                output[filled + index] = start < 0 ? Element.zero : input[start * length + index]
              }
              filled += length
            }
          }
        })
    }
  }

  /// Other elements of the same type put at places[n] ..., block by block; a later one wins.
  func replacing(_ places: [Int], length: Int = 1, with other: TypedTensor) -> TypedTensor {
    TypedTensor(
      shape: shape,
      elements.visit(Replacement(places: places, length: length, other: other.elements)))
  }

  private struct Replacement: ElementVisitor {
    let places: [Int]
    let length: Int
    let other: TypedTensor.Elements

    func visit<Element: TensorElement>(_ elements: [Element]) -> TypedTensor.Elements {
      guard let other = Element.array(other) else { return Element.elements(elements) }
      var result = elements
      for (block, place) in places.enumerated() {
        for index in 0..<length { result[place * length + index] = other[block * length + index] }
      }
      return Element.elements(result)
    }
  }
}
