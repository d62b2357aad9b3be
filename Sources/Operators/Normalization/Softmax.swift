import Tensors

/// exp(x) / Σ exp(x) along an axis, or its logarithm; the sum in 64 bits, since a vocabulary has
/// tens of thousands of words. Before opset 13 the axis and all after it are one row.
struct Softmax: RealOperator {
  static let names = ["Softmax", "LogSoftmax"]

  let axis: Int
  let flattens: Bool
  let isLogarithm: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    flattens = node.version < 13
    axis = try node.integer("axis", default: flattens ? 1 : -1)
    isLogarithm = node.operation == "LogSoftmax"
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    var tensor = try inputs.reals(0, as: type)
    try rows(tensor.shape).replace(&tensor.values) { row in
      isLogarithm ? Self.replaceByLogarithm(row) : Self.replace(row)
    }
    return [tensor.typed]
  }

  func rows(_ shape: [Int]) throws(OperatorError) -> AxisRows {
    // An old axis may be the rank: each element is a row then.
    let isEnd = flattens && axis == shape.count
    let axis = isEnd ? axis : try Axes.normalized(axis, rank: shape.count)
    return flattens ? AxisRows(shape, from: axis) : AxisRows(shape, axis: axis)
  }

  /// A row of nothing but -∞ has no sum to divide by: each becomes 0 / 0.
  static func replace<Real: RealElement>(_ row: UnsafeMutableBufferPointer<Real>) {
    let largest = row.reduce(-Real.infinity) { $1 > $0 ? $1 : $0 }
    var sum = 0.0
    for index in row.indices {
      let value = row[index]
      row[index] = value == -.infinity ? 0 : Real.exponential(value - largest)
      sum += Double(row[index])
    }
    let total = Real(sum)
    for index in row.indices { row[index] /= total }
  }

  /// x - max - log Σ exp(x - max)
  static func replaceByLogarithm<Real: RealElement>(_ row: UnsafeMutableBufferPointer<Real>) {
    let largest = row.reduce(-Real.infinity) { $1 > $0 ? $1 : $0 }
    let sum = row.reduce(0.0) { $0 + Double(Real.exponential($1 - largest)) }
    let shift = largest + Real.logarithm(Real(sum))
    for index in row.indices { row[index] -= shift }
  }
}
