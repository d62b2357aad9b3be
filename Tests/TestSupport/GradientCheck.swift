/// The gradient of `function` at `point` by central differences in double precision:
/// (f(x + h) - f(x - h)) / 2h, wrong by about h² · f''' / 6 and by rounding of f / h.
///
/// `function` is the test's own plain definition in Double, never the code under test.
public func centralDifferences(
  at point: [Double], step: Double = 1e-5, _ function: ([Double]) -> Double
) -> [Double] {
  point.indices.map { position in
    var shifted = point
    shifted[position] = point[position] + step
    let above = function(shifted)
    shifted[position] = point[position] - step
    return (above - function(shifted)) / (2 * step)
  }
}

/// Budget of `relativeError` between a gradient in 32-bit floats and central differences: 2^-24 for
/// each of some hundred roundings, and the differences' own 1e-9.
public let gradientBudget = 2e-5
