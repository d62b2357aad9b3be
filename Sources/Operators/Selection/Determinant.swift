import Tensors

/// Det: determinants of square matrices, [..., M, M] -> [...].
struct Determinant: Operator {
  static var names: [String] { ["Det"] }

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    guard input.type.isFloat, input.shape.count >= 2, let size = input.shape.last,
      input.shape[input.shape.count - 2] == size
    else { throw OperatorError("\(input.type) of shape \(input.shape) are no square matrices") }
    let shape = Array(input.shape.dropLast(2))
    let numbers = input.numbers
    let results = (0..<shape.reduce(1, *)).map { matrix in
      Self.determinant(Array(numbers[matrix * size * size..<(matrix + 1) * size * size]), size)
    }
    return [TypedTensor(shape: shape, results).cast(to: input.type)]
  }

  /// Gaussian elimination; the largest number of each column is its pivot.
  private static func determinant(_ numbers: [Double], _ size: Int) -> Double {
    var m = numbers
    var result = 1.0
    for column in 0..<size {
      let pivot = (column..<size).max { abs(m[$0 * size + column]) < abs(m[$1 * size + column]) }
      guard let pivot, m[pivot * size + column] != 0 else { return 0 }
      if pivot != column {
        for k in 0..<size { m.swapAt(pivot * size + k, column * size + k) }
        result = -result
      }
      result *= m[column * size + column]
      for row in column + 1..<max(size, column + 1) {
        let factor = m[row * size + column] / m[column * size + column]
        for k in column..<size { m[row * size + k] -= factor * m[column * size + k] }
      }
    }
    return result
  }
}
