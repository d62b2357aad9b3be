import Tensors

/// The largest value of each window, and where in the input it is.
struct MaxPool: Operator {
  static let names = ["MaxPool"]

  let settings: SpatialSettings
  let isColumnMajor: Bool
  var givesIndices: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try SpatialSettings(&node)
    isColumnMajor = try node.flag("storage_order")
    givesIndices = node.hasOutput(1)
    guard settings.kernel != nil else { throw OperatorError("'kernel_shape' is missing") }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let tensor = try Inputs(inputs).required(0)
    switch tensor.elements {
    case .float32(let values): return try outputs(values, tensor.shape, lowest: -.infinity)
    case .float64(let values): return try outputs(values, tensor.shape, lowest: -.infinity)
    case .float16(let values): return try outputs(values, tensor.shape, lowest: -.infinity)
    case .int8(let values): return try outputs(values, tensor.shape, lowest: .min)
    case .uint8(let values): return try outputs(values, tensor.shape, lowest: .min)
    default: throw OperatorError("does not pool elements of type \(tensor.type)")
    }
  }

  private func outputs<Element: TensorElement & Comparable>(
    _ values: [Element], _ shape: [Int], lowest: Element
  ) throws(OperatorError) -> [TypedTensor] {
    let pooling = try PoolingShape(shape, settings)
    let windows = pooling.windows
    let size = windows.outputCount
    var output = [Element](repeating: lowest, count: try Axes.count(pooling.outputShape))
    var places = [Int64](repeating: 0, count: givesIndices ? output.count : 0)
    let table = windows.inputRows(0..<windows.rows)
    values.withUnsafeBufferPointer { values in
      output.withUnsafeMutableBufferPointer { output in
        guard let source = values.baseAddress, let target = output.baseAddress else { return }
        let (source2, target2) = (SharedReader(source), SharedPointer(target))
        guard givesIndices else {
          return Parallel.forEach(pooling.planes) { plane in
            Self.pool(
              source2.base + plane * windows.inputCount, into: target2.base + plane * size, windows,
              table)
          }
        }
        places.withUnsafeMutableBufferPointer { places in
          for plane in 0..<pooling.planes {
            locate(
              source, plane: plane, into: target, .init(rebasing: places[...]), windows, table)
          }
        }
      }
    }
    let result = TypedTensor(shape: pooling.outputShape, output)
    return givesIndices ? [result, TypedTensor(shape: pooling.outputShape, places)] : [result]
  }

  private static func pool<Element: TensorElement & Comparable>(
    _ source: UnsafePointer<Element>, into target: UnsafeMutablePointer<Element>,
    _ windows: SpatialWindows, _ table: [Int]
  ) {
    let width = windows.outputWidth
    windows.forEachPiece(table: table, rows: windows.rows) { piece in
      let best = target + piece.row * width + piece.first
      let values = source + piece.source
      for index in 0..<piece.end - piece.first {
        let value = values[index * piece.step]
        best[index] = value > best[index] ? value : best[index]
      }
    }
  }

  /// The first of equal values counts.
  private func locate<Element: TensorElement & Comparable>(
    _ source: UnsafePointer<Element>, plane: Int, into target: UnsafeMutablePointer<Element>,
    _ places: UnsafeMutableBufferPointer<Int64>, _ windows: SpatialWindows, _ table: [Int]
  ) {
    let (size, width) = (windows.outputCount, windows.outputWidth)
    let values = source + plane * windows.inputCount
    windows.forEachPiece(table: table, rows: windows.rows) { piece in
      for index in 0..<piece.end - piece.first {
        let place = piece.source + index * piece.step
        let output = plane * size + piece.row * width + piece.first + index
        guard values[place] > target[output] else { continue }
        target[output] = values[place]
        places[output] = Int64(plane * windows.inputCount + number(place, windows.input))
      }
    }
  }

  private func number(_ place: Int, _ extents: [Int]) -> Int {
    guard isColumnMajor else { return place }
    var (rest, coordinates): (Int, [Int]) = (place, [])
    for extent in extents.reversed() {
      coordinates.append(rest % extent)
      rest /= extent
    }
    // Last dimension first: its coordinate has the largest unit.
    var (number, unit) = (0, 1)
    for (extent, coordinate) in zip(extents, coordinates.reversed()) {
      number += coordinate * unit
      unit *= extent
    }
    return number
  }
}

/// Shapes of a pooling: [batch, channels, ...], each plane by itself.
struct PoolingShape {
  let windows: SpatialWindows
  let planes: Int
  let outputShape: [Int]

  init(_ shape: [Int], _ settings: SpatialSettings) throws(OperatorError) {
    guard shape.count >= 3, let kernel = settings.kernel else {
      throw OperatorError("shape \(shape) is not one of images")
    }
    windows = try settings.windows(over: Array(shape[2...]), kernel: kernel)
    planes = shape[0] * shape[1]
    outputShape = shape[..<2] + windows.output
  }
}
