import Tensors

/// Which scale and zero point each element of a tensor has: one for all, one for each place of an
/// axis, or one for each block of places.
struct QuantizationBlocks {
  private let rows: AxisRows
  /// Places of the axis that share a scale; nil: all elements do.
  private let blockSize: Int?
  private let blocks: Int
  private let hasInner: Bool

  init(_ shape: [Int], scales: [Int], axis: Int, blockSize: Int) throws(OperatorError) {
    guard scales != [], scales != [1] || blockSize > 0 else {
      rows = AxisRows([1], axis: 0)
      (self.blockSize, blocks, hasInner) = (nil, 1, false)
      return
    }
    let axis = try Axes.normalized(axis, rank: shape.count)
    rows = AxisRows(shape, axis: axis)
    guard blockSize > 0 else {
      guard scales == [shape[axis]] else {
        throw OperatorError("scales \(scales) do not fit axis \(axis) of \(shape)")
      }
      (self.blockSize, blocks, hasInner) = (1, shape[axis], false)
      return
    }
    blocks = shape[axis] / blockSize + (shape[axis] % blockSize > 0 ? 1 : 0)
    var expected = shape
    expected[axis] = blocks
    guard scales == expected else {
      throw OperatorError("scales \(scales) are not \(expected) as blocks of \(blockSize) need")
    }
    (self.blockSize, hasInner) = (blockSize, true)
  }

  /// The number of an element's scale.
  func callAsFunction(_ element: Int) -> Int {
    guard let blockSize else { return 0 }
    let (line, inner) = (element / rows.inner, element % rows.inner)
    let block = line % rows.extent / blockSize
    return hasInner ? (line / rows.extent * blocks + block) * rows.inner + inner : block
  }

  /// Zero points as whole numbers, as many as scales.
  static func zeros(_ tensor: TypedTensor?, like scales: [Int]) throws(OperatorError) -> [Int]? {
    guard let tensor else { return nil }
    let count = Axes.product(scales)
    guard tensor.count == count, let zeros = tensor.integers else {
      throw OperatorError("zero points \(tensor.shape) do not fit scales \(scales)")
    }
    return zeros
  }

  /// The element type that a number of onnx.proto stands for, if it is one that we quantize to.
  static func type(ofNumber number: Int) throws(OperatorError) -> ElementType? {
    switch number {
    case 0: return nil
    case 2: return .uint8
    case 3: return .int8
    case 4: return .uint16
    case 5: return .int16
    case 1: return .float32
    case 10: return .float16
    case 11: return .float64
    case 16: throw OperatorError("bfloat16 is not possible")
    case 17...20: throw OperatorError("8-bit floats are not possible")
    case 21, 22: throw OperatorError("4-bit integers are not possible")
    case 23: throw OperatorError("4-bit floats are not possible")
    case 25, 26: throw OperatorError("2-bit integers are not possible")
    default: throw OperatorError("output_dtype=\(number) is not possible")
    }
  }
}
