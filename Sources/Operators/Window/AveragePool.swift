import Tensors

/// The mean of each window, or its p-norm (Σ |x|^p)^(1/p).
struct AveragePool: RealOperator {
  static let names = ["AveragePool", "LpPool"]

  let settings: SpatialSettings
  let countsPadding: Bool
  /// nil for the mean.
  let p: Int?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try SpatialSettings(&node)
    countsPadding = try node.flag("count_include_pad")
    p = node.operation == "LpPool" ? try node.integer("p", default: 2) : nil
    guard settings.kernel != nil else { throw OperatorError("'kernel_shape' is missing") }
    guard (p ?? 1) > 0 else { throw OperatorError("p is not positive") }
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    var input = try inputs.reals(0, as: type)
    let pooling = try PoolingShape(input.shape, settings)
    if let p { input.values = input.values.map { Real.power(abs($0), Real(p)) } }
    var output = try RealTensor<Real>(shape: pooling.outputShape)
    add(input.values, pooling, to: &output.values)
    if let p {
      output.values = output.values.map { Real.power($0, 1 / Real(p)) }
    } else {
      divide(&output.values, pooling.windows)
    }
    return [output.typed]
  }

  private func add<Real: RealElement>(
    _ input: [Real], _ pooling: PoolingShape, to output: inout [Real]
  ) {
    let windows = pooling.windows
    let table = windows.inputRows(0..<windows.rows)
    input.withUnsafeBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        guard let input = input.baseAddress, let output = output.baseAddress else { return }
        let (source, target) = (SharedReader(input), SharedPointer(output))
        Parallel.forEach(pooling.planes) { plane in
          let values = source.base + plane * windows.inputCount
          let sums = target.base + plane * windows.outputCount
          windows.forEachPiece(table: table, rows: windows.rows) { piece in
            let row = sums + piece.row * windows.outputWidth + piece.first
            for index in 0..<piece.end - piece.first {
              row[index] += values[piece.source + index * piece.step]
            }
          }
        }
      }
    }
  }

  /// By the number of values in each window: a product over the dimensions.
  func divide<Real: RealElement>(_ output: inout [Real], _ windows: SpatialWindows) {
    var counts: [Real] = [1]
    for dimension in windows.output.indices {
      let lower = countsPadding ? -windows.leading[dimension] : 0
      let upper =
        windows.input[dimension] + (countsPadding ? windows.trailing[dimension] : 0)
      let own = (0..<windows.output[dimension]).map { output in
        (0..<windows.kernel[dimension]).count { place in
          let position = windows.position(dimension, output: output, place: place)
          return lower <= position && position < upper
        }
      }
      counts = counts.flatMap { outer in own.map { outer * Real($0) } }
    }
    let divisors = counts.map { $0 > 0 ? $0 : 1 }
    output.withUnsafeMutableBufferPointer { output in
      for plane in 0..<output.count / max(divisors.count, 1) {
        let first = plane * divisors.count
        for index in divisors.indices { output[first + index] /= divisors[index] }
      }
    }
  }
}
