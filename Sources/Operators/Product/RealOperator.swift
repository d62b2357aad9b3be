import Tensors

/// An operator on floats of any width. It computes with 32 or 64 bits; 16 bits go as 32, and what
/// comes out of 32 bits comes back.
protocol RealOperator: Operator {
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
}

extension RealOperator {
  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    try realOutputs(of: inputs)
  }

  func realOutputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let tensors = Inputs(inputs)
    switch inputs.compactMap({ $0?.type }).first(where: \.isFloat) {
    case .float64: return try results(of: tensors, as: Double.self)
    case .float16:
      return try results(of: tensors, as: Float.self).map { result in
        result.tensor.map { TypedTensor(shape: $0.shape, $0.values.map { Float16($0) }) } ?? result
      }
    default: return try results(of: tensors, as: Float.self)
    }
  }
}
