import Tensors

/// Mean, largest value or p-norm of each whole plane.
struct GlobalPool: RealOperator {
  static let names = ["GlobalAveragePool", "GlobalMaxPool", "GlobalLpPool"]

  let operation: String
  let p: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    operation = node.operation
    p = operation == "GlobalLpPool" ? try node.integer("p", default: 2) : 1
    guard p > 0 else { throw OperatorError("p=\(p) is not positive") }
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type)
    guard input.rank >= 2 else { throw OperatorError("shape \(input.shape) has no channels") }
    let rows = AxisRows(input.shape, from: 2)
    guard rows.extent > 0 else { throw OperatorError("planes of \(input.shape) are empty") }
    let results = (0..<rows.outer).map { row in
      pooled(input.values[row * rows.extent..<(row + 1) * rows.extent])
    }
    let shape = input.shape[..<2] + input.shape[2...].map { _ in 1 }
    return [TypedTensor(shape: Array(shape), results)]
  }

  private func pooled<Real: RealElement>(_ plane: ArraySlice<Real>) -> Real {
    switch operation {
    case "GlobalMaxPool": return plane.reduce(-Real.infinity) { $1 > $0 ? $1 : $0 }
    case "GlobalAveragePool": return plane.reduce(0, +) / Real(plane.count)
    default:
      return Real.power(plane.reduce(0) { $0 + Real.power(abs($1), Real(p)) }, 1 / Real(p))
    }
  }
}
