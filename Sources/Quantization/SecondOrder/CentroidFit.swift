import Tensors

extension RateDistortion {
  /// The values of the levels, zero fixed, with the least error for these codes, by a few steps of
  /// conjugate gradients from `levels` on; a ridge keeps levels that hardly occur where they are.
  package func fitted(_ values: [Float], zero: Int, codes: Codes) -> [Float] {
    let counts = counts(codes, of: values.count)
    // The diagonal of the normal equations, nearly.
    var scale = [Double](repeating: 0, count: values.count)
    for (block, codes) in zip(blocks, codes) {
      let depth = block.form.depth
      for (place, code) in codes.enumerated() {
        let column = place % depth
        scale[Int(code)] += Double(block.form.hessian.base[column * depth + column])
      }
    }
    let ridge = scale.map { 1e-3 * $0 }
    func applied(_ direction: [Double]) -> [Double] {
      var result = pulled(direction.map { Float($0) }, codes, minusTarget: false)
      for place in result.indices { result[place] += ridge[place] * direction[place] }
      result[zero] = 0
      return result
    }
    var change = [Double](repeating: 0, count: values.count)
    var residual = pulled(values, codes, minusTarget: true).map { -$0 }
    residual[zero] = 0
    var preconditioned = zip(residual, scale).map { $1 > 0 ? $0 / $1 : 0 }
    var direction = preconditioned
    var energy = zip(residual, preconditioned).reduce(0) { $0 + $1.0 * $1.1 }
    let first = energy
    for _ in 0..<Self.fittingSteps where energy > 1e-6 * first && energy > 0 {
      let image = applied(direction)
      let curvature = zip(direction, image).reduce(0) { $0 + $1.0 * $1.1 }
      guard curvature > 0 else { break }
      let step = energy / curvature
      for place in change.indices {
        change[place] += step * direction[place]
        residual[place] -= step * image[place]
      }
      preconditioned = zip(residual, scale).map { $1 > 0 ? $0 / $1 : 0 }
      let next = zip(residual, preconditioned).reduce(0) { $0 + $1.0 * $1.1 }
      for place in direction.indices {
        direction[place] = preconditioned[place] + next / energy * direction[place]
      }
      energy = next
    }
    return values.indices.map { counts[$0] > 0 ? values[$0] + Float(change[$0]) : values[$0] }
  }

  private static let fittingSteps = 6

  /// The factor a for which levels a · q have the least error: qᵀ H w / qᵀ H q over all rows, 1
  /// where all is zero.
  package func bestScale(of values: [Float], codes: Codes) -> Float {
    func alongValues(_ sums: [Double]) -> Double {
      zip(values, sums).reduce(0) { $0 + Double($1.0) * $1.1 }
    }
    let energy = alongValues(pulled(values, codes, minusTarget: false))
    guard energy > 0 else { return 1 }
    return Float(1 - alongValues(pulled(values, codes, minusTarget: true)) / energy)
  }

  /// For each level the sum of H (q - w), or of H q, over the weights that have it.
  private func pulled(_ values: [Float], _ codes: Codes, minusTarget: Bool) -> [Double] {
    let parts = Parallel.map(tasks.count) { number -> [Double] in
      let (index, rows) = tasks[number]
      let depth = blocks[index].form.depth
      let start = rows.lowerBound * depth
      let matrix =
        minusTarget
        ? difference(codes, values, block: index, rows: rows)
        : (start..<rows.upperBound * depth).map { values[Int(codes[index][$0])] }
      let gradient = Self.product(matrix, blocks[index].form)
      var sums = [Double](repeating: 0, count: values.count)
      for (place, slope) in gradient.enumerated() {
        sums[Int(codes[index][start + place])] += Double(slope)
      }
      return sums
    }
    return parts.reduce(into: [Double](repeating: 0, count: values.count)) { sums, part in
      for place in sums.indices { sums[place] += part[place] }
    }
  }
}
