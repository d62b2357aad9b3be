/// Mean and variance, added up in 64 bits: μ = Σ x / n, σ² = Σ (x - μ)² / n.
struct Moments {
  let mean: Double
  let variance: Double

  init<Real: RealElement>(_ values: UnsafeBufferPointer<Real>) {
    let count = Double(max(values.count, 1))
    let mean = Self.sum(values) { $0 } / count
    self.mean = mean
    variance = Self.sum(values) { ($0 - mean) * ($0 - mean) } / count
  }

  /// Eight sums side by side, so that no addition waits for the one before.
  private static func sum<Real: RealElement>(
    _ values: UnsafeBufferPointer<Real>, _ term: (Double) -> Double
  ) -> Double {
    var sums = SIMD8<Double>.zero
    let whole = values.count / 8 * 8
    for first in stride(from: 0, to: whole, by: 8) {
      for lane in 0..<8 { sums[lane] += term(Double(values[first + lane])) }
    }
    for index in whole..<values.count { sums[index - whole] += term(Double(values[index])) }
    return sums.sum()
  }

  init<Real: RealElement>(_ values: [Real]) {
    self = values.withUnsafeBufferPointer { Moments($0) }
  }

  func inverseDeviation(_ epsilon: Float) -> Double {
    1 / (variance + Double(epsilon)).squareRoot()
  }
}
