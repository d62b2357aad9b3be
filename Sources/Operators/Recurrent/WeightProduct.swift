import Tensors

/// inputs · weightsᵀ: the only way in which recurrent layers use their matrices, so that another
/// form of weights may stand here. Weights are [outputs, inputs].
struct WeightProduct<Real: RealElement>: Sendable {
  private let weights: [Real]
  let outputs: Int
  let inputs: Int

  /// Precondition: outputs · inputs weights.
  init(_ weights: [Real], outputs: Int, inputs: Int) {
    (self.weights, self.outputs, self.inputs) = (weights, outputs, inputs)
  }

  /// [rows, inputs] -> [rows, outputs]
  func callAsFunction(_ values: [Real], rows: Int) -> [Real] {
    var result = [Real](repeating: 0, count: rows * outputs)
    values.withUnsafeBufferPointer { values in
      weights.withUnsafeBufferPointer { weights in
        result.withUnsafeMutableBufferPointer { result in
          guard let values = values.baseAddress, let weights = weights.baseAddress,
            let result = result.baseAddress
          else { return }
          let factor = MatrixFactor(values, rows: rows, columns: inputs)
          let matrix = MatrixFactor(weights, rows: outputs, columns: inputs, transposed: true)
          factor.multiply(matrix, into: result, stride: outputs)
        }
      }
    }
    return result
  }
}
