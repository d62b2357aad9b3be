import Tensors

/// x / (bias + alpha / size · Σ x²)^beta, the sum over `size` neighbouring channels (Krizhevsky
/// et al. 2012).
struct LocalResponseNormalization: RealOperator {
  static let names = ["LRN"]

  let size: Int
  let alpha: Float
  let beta: Float
  let bias: Float

  init(_ node: inout OperatorNode) throws(OperatorError) {
    guard let size = try node.integer("size"), size > 0 else {
      throw OperatorError("'size' is missing or not positive")
    }
    self.size = min(size, Axes.largestCount)
    alpha = try node.number("alpha", default: 1e-4)
    beta = try node.number("beta", default: 0.75)
    bias = try node.number("bias", default: 1)
  }

  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type)
    guard input.rank >= 2 else { throw OperatorError("shape \(input.shape) has no channels") }
    let rows = AxisRows(input.shape, axis: 1)
    guard !input.values.isEmpty else { return [input.typed] }
    var output = input
    var sums = [Real](repeating: 0, count: rows.inner)
    for plane in 0..<rows.outer * rows.extent {
      let (sample, channel) = (plane / rows.extent, plane % rows.extent)
      let first = max(0, channel - (size - 1) / 2)
      let last = min(rows.extent - 1, channel + size / 2)
      for index in sums.indices { sums[index] = 0 }
      for neighbour in first...last {
        let start = (sample * rows.extent + neighbour) * rows.inner
        for index in sums.indices {
          let value = input.values[start + index]
          sums[index] += value * value
        }
      }
      let start = plane * rows.inner
      for index in sums.indices {
        let base = Real(bias) + Real(alpha) / Real(size) * sums[index]
        output.values[start + index] /= Real.power(base, Real(beta))
      }
    }
    return [output.typed]
  }
}
