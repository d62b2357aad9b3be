import Tensors

/// inputs · weightsᵀ: the only way in which recurrent layers use their matrices. Weights are
/// [directions, gates · hidden, inputs], of which this has some rows: numbers, or another form of
/// them.
struct WeightProduct<Real: RealElement>: Sendable {
  private enum Form: Sendable {
    case numbers([Real])
    /// Precondition: Real is Float.
    case matrix(any WeightMatrix)
  }

  private let form: Form
  /// Of the parameter.
  let shape: [Int]
  private let range: Range<Int>

  /// All of the weights in place `place`, which may be among `matrices`.
  init(_ inputs: Inputs, _ place: Int, _ matrices: [Int: any WeightMatrix])
    throws(OperatorError)
  {
    if let matrix = matrices[place] {
      guard Real.self == Float.self else { throw OperatorError("weights multiply floats only") }
      (form, shape) = (.matrix(matrix), matrix.shape)
    } else {
      let tensor = try inputs.reals(place, as: Real.self, ranks: 3...3)
      (form, shape) = (.numbers(tensor.values), tensor.shape)
    }
    range = 0..<shape[0] * shape[1]
  }

  /// Precondition: outputs · inputs weights.
  init(_ weights: [Real], outputs: Int, inputs: Int) {
    (form, shape, range) = (.numbers(weights), [1, outputs, inputs], 0..<outputs)
  }

  private init(_ whole: WeightProduct, _ range: Range<Int>) {
    (form, shape, self.range) = (whole.form, whole.shape, range)
  }

  private var inputs: Int { shape[2] }

  /// Some rows, counted through all directions. Precondition: of all weights.
  func rows(_ range: Range<Int>) -> WeightProduct { WeightProduct(self, range) }

  /// [rows, inputs]
  var numbers: [Real] {
    switch form {
    case .numbers(let weights):
      Array(weights[range.lowerBound * inputs..<range.upperBound * inputs])
    case .matrix(let matrix): matrix.rows(Array(range)).map { Real($0) }
    }
  }

  /// [rows, inputs] -> [rows, outputs]
  func callAsFunction(_ values: [Real], rows: Int) -> [Real] {
    switch form {
    case .numbers(let weights): product(values, weights, rows: rows)
    case .matrix(let matrix):
      matrix.product(values.map { Float($0) }, count: rows, rows: range).map { Real($0) }
    }
  }

  private func product(_ values: [Real], _ weights: [Real], rows: Int) -> [Real] {
    let outputs = range.count
    var result = [Real](repeating: 0, count: rows * outputs)
    values.withUnsafeBufferPointer { values in
      weights.withUnsafeBufferPointer { weights in
        result.withUnsafeMutableBufferPointer { result in
          guard let values = values.baseAddress, let weights = weights.baseAddress,
            let result = result.baseAddress
          else { return }
          let factor = MatrixFactor(values, rows: rows, columns: inputs)
          let matrix = MatrixFactor(
            weights + range.lowerBound * inputs, rows: outputs, columns: inputs, transposed: true)
          factor.multiply(matrix, into: result, stride: outputs)
        }
      }
    }
    return result
  }
}
