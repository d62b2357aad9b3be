import Glibc
import Tensors

extension BroadcastArithmetic: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let gradient = try pass.gradient()
    let terms = pass.inputs.count
    return try pass.each { index throws(OperatorError) in
      let own = try pass.float(index)
      let factors: [Float]?
      switch function {
      case .sum: factors = isMean ? nil : []
      case .larger, .smaller: factors = try extremeShares(pass, index, to: gradient.shape)
      default: factors = try pairFactors(pass, index, to: gradient.shape)
      }
      var whole = gradient
      if let factors {
        for place in factors.indices { whole.values[place] *= factors[place] }
      } else {
        for place in whole.values.indices { whole.values[place] /= Float(terms) }
      }
      return whole.summed(to: own.shape)
    }
  }

  /// Equal terms share what the largest or smallest gets.
  private func extremeShares(_ pass: OperatorPass, _ index: Int, to shape: [Int])
    throws(OperatorError) -> [Float]
  {
    let output = try pass.output().values
    var (own, all) = ([Float](), [Float](repeating: 0, count: output.count))
    for term in pass.inputs.indices {
      let values = try pass.float(term).repeated(to: shape)
      let hits: [Float] = zip(values, output).map { $0 == $1 ? 1 : 0 }
      if term == index { own = hits }
      for place in all.indices { all[place] += hits[place] }
    }
    return zip(own, all).map { $1 > 0 ? $0 / $1 : 0 }
  }

  /// The derivative of f(a, b) by one of them.
  private func pairFactors(_ pass: OperatorPass, _ index: Int, to shape: [Int])
    throws(OperatorError) -> [Float]
  {
    let a = try pass.float(0).repeated(to: shape)
    let b = try pass.float(1).repeated(to: shape)
    let isFirst = index == 0
    func each(_ derivative: (Float, Float) -> Float) -> [Float] { zip(a, b).map(derivative) }
    return switch function {
    case .difference: each { _, _ in isFirst ? 1 : -1 }
    case .product: isFirst ? b : a
    case .quotient: isFirst ? each { 1 / $1 } : each { -$0 / ($1 * $1) }
    case .leak: isFirst ? each { $0 < 0 ? $1 : 1 } : each { x, _ in x < 0 ? x : 0 }
    default: throw OperatorError("a remainder has no gradient")
    }
  }
}

/// d(aᵇ) = b aᵇ⁻¹ da + aᵇ log(a) db, without the second term where a is not positive.
extension Power: DifferentiableOperator {
  func gradients(of pass: OperatorPass) throws(OperatorError) -> [Tensor?] {
    let gradient = try pass.gradient()
    let base = try pass.float(0).repeated(to: gradient.shape)
    guard let exponents = pass.inputs[1]?.cast(to: .float32).tensor else {
      throw OperatorError("has no exponent")
    }
    let exponent = exponents.repeated(to: gradient.shape)
    return try pass.each { index throws(OperatorError) in
      var whole = gradient
      for place in whole.values.indices {
        let (a, b) = (Double(base[place]), Double(exponent[place]))
        let factor =
          index == 0 ? (b == 0 ? 0 : b * pow(a, b - 1)) : (a > 0 ? pow(a, b) * log(a) : 0)
        whole.values[place] *= Float(factor)
      }
      return whole.summed(to: try pass.float(index).shape)
    }
  }
}
