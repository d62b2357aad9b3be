import Tensors

/// Each row less its mean and over its deviation, times scale plus bias (Ba et al. 2016). A row is
/// everything from the axis on. RMSNormalization leaves the mean and the bias out (Zhang &
/// Sennrich 2019).
struct LayerNormalization: RealOperator {
  static let names = [
    "LayerNormalization", "RMSNormalization", "SimplifiedLayerNormalization",
    "com.microsoft.SimplifiedLayerNormalization",
  ]

  let axis: Int
  let epsilon: Float
  let centres: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: -1)
    epsilon = try node.number("epsilon", default: 1e-5)
    // The sums are computed with 64 bits.
    _ = try node.integer("stash_type")
    centres = node.operation == "LayerNormalization"
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type)
    let axis = try Axes.normalized(axis, rank: input.rank)
    let row = Array(input.shape[axis...])
    let scale = try Self.factors(inputs, 1, as: type, row: row)
    let bias = centres ? try Self.factors(inputs, 2, as: type, row: row) : nil
    let (output, means, deviations) = normalized(input, scale: scale, bias: bias, from: axis)
    let statistics = input.shape[..<axis] + row.map { _ in 1 }
    let shape = Array(statistics)
    // What is not centred has no mean to give.
    return [output.typed] + (centres ? [TypedTensor(shape: shape, means)] : [])
      + [TypedTensor(shape: shape, deviations)]
  }

  func normalized<Real: RealElement>(
    _ input: RealTensor<Real>, scale: [Real]?, bias: [Real]?, from axis: Int
  ) -> (output: RealTensor<Real>, means: [Real], deviations: [Real]) {
    let rows = AxisRows(input.shape, from: axis)
    var output = input
    var (means, deviations): ([Real], [Real]) = ([], [])
    // Empty rows have neither.
    guard rows.extent > 0 else {
      let none = [Real](repeating: 0, count: rows.outer)
      return (output, none, none)
    }
    for row in 0..<rows.outer {
      output.values.withUnsafeMutableBufferPointer { values in
        let row = UnsafeMutableBufferPointer(
          rebasing: values[row * rows.extent..<(row + 1) * rows.extent])
        let moments = Moments(UnsafeBufferPointer(row))
        let square = moments.variance + (centres ? 0 : moments.mean * moments.mean)
        let mean = centres ? Real(moments.mean) : 0
        let deviation = Real(1 / (square + Double(epsilon)).squareRoot())
        for index in row.indices { row[index] = (row[index] - mean) * deviation }
        if let scale { for index in row.indices { row[index] *= scale[index] } }
        if let bias { for index in row.indices { row[index] += bias[index] } }
        means.append(mean)
        deviations.append(deviation)
      }
    }
    return (output, means, deviations)
  }

  /// A tensor that is broadcast to the row.
  static func factors<Real: RealElement>(
    _ inputs: Inputs, _ index: Int, as type: Real.Type, row: [Int]
  ) throws(OperatorError) -> [Real]? {
    guard let tensor = try inputs.optionalReals(index, as: type) else { return nil }
    let leading = tensor.shape.dropLast(min(row.count, tensor.rank))
    let shape = Array(tensor.shape.dropFirst(leading.count))
    guard leading.allSatisfy({ $0 == 1 }), Shape.broadcast(shape, row) == row else {
      throw OperatorError("input \(index) \(tensor.shape) does not fit rows \(row)")
    }
    guard shape != row else { return tensor.values }
    let strides = Shape.broadcastStrides(of: shape, to: row)
    return Shape.offsets(shape: row, strides: strides).map { tensor.values[$0] }
  }
}

/// LayerNormalization of input + skip (+ bias), as transformers use it.
struct SkipLayerNormalization: RealOperator {
  static let names = [
    "com.microsoft.SkipLayerNormalization", "com.microsoft.SkipSimplifiedLayerNormalization",
  ]

  let normalization: LayerNormalization
  let centres: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    centres = node.operation == "SkipLayerNormalization"
    let epsilon = try node.number("epsilon", default: 1e-12)
    var plain = OperatorNode(
      centres ? "LayerNormalization" : "RMSNormalization",
      attributes: ["epsilon": .number(epsilon)])
    normalization = try LayerNormalization(&plain)
  }

  /// Inputs: input, skip, gamma, then beta where the mean is taken away, then the bias.
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type, ranks: 2...3)
    let skip = try inputs.reals(1, as: type)
    let row = [input.shape[input.rank - 1]]
    let bias = try LayerNormalization.factors(inputs, centres ? 4 : 3, as: type, row: row)
    guard skip.count > 0 || input.count == 0,
      input.shape.suffix(skip.rank) == skip.shape[...]
        || skip.shape.first == 1 && input.shape.dropFirst() == skip.shape.dropFirst()
    else { throw OperatorError("skip \(skip.shape) does not fit \(input.shape)") }
    var sum = input
    for index in sum.values.indices {
      sum.values[index] += skip.values[index % skip.count] + (bias?[index % row[0]] ?? 0)
    }
    let result = normalization.normalized(
      sum, scale: try LayerNormalization.factors(inputs, 2, as: type, row: row),
      bias: centres ? try LayerNormalization.factors(inputs, 3, as: type, row: row) : nil,
      from: input.rank - 1)
    let statistics = Array(input.shape.dropLast()) + [1]
    return [
      result.output.typed, TypedTensor(shape: statistics, result.means),
      TypedTensor(shape: statistics, result.deviations), sum.typed,
    ]
  }
}
