import Tensors

/// x / ‖x‖ along an axis, with the norm of p = 1 or 2; a row of zeros stays one.
struct LpNormalization: RealOperator {
  static let names = ["LpNormalization"]

  let axis: Int
  let p: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: -1)
    p = try node.integer("p", default: 2)
    guard (1...2).contains(p) else { throw OperatorError("p=\(p) is not possible") }
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    var tensor = try inputs.reals(0, as: type)
    let axis = try Axes.normalized(axis, rank: tensor.rank)
    AxisRows(tensor.shape, axis: axis).replace(&tensor.values) { row in
      let sum = row.reduce(Real(0)) { $0 + (p == 1 ? abs($1) : $1 * $1) }
      let norm = p == 1 ? sum : sum.squareRoot()
      guard norm != 0 else { return }
      for index in row.indices { row[index] /= norm }
    }
    return [tensor.typed]
  }
}

/// (x - mean) / deviation over some axes.
struct MeanVarianceNormalization: RealOperator {
  static let names = ["MeanVarianceNormalization"]

  let axes: [Int]

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axes = try node.integers("axes") ?? [0, 2, 3]
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let tensor = try inputs.reals(0, as: type)
    var reduced = Set<Int>()
    for axis in axes { reduced.insert(try Axes.normalized(axis, rank: tensor.rank)) }
    let kept = (0..<tensor.rank).filter { !reduced.contains($0) }
    let order = kept + reduced.sorted()
    var rows = tensor.transposed(order)
    AxisRows(rows.shape, from: kept.count).replace(&rows.values) { row in
      let moments = Moments(UnsafeBufferPointer(row))
      // ONNX's own definition adds 1e-9 to the deviation.
      let deviation = Real(moments.variance.squareRoot()) + 1e-9
      for index in row.indices { row[index] = (row[index] - Real(moments.mean)) / deviation }
    }
    let back = (0..<tensor.rank).map { dimension in order.firstIndex(of: dimension) ?? 0 }
    return [rows.transposed(back).typed]
  }
}
