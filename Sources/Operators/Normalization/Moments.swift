/// Mean and variance, added up in 64 bits: μ = Σ x / n, σ² = Σ (x - μ)² / n.
struct Moments {
  let mean: Double
  let variance: Double

  init<Real: RealElement>(_ values: UnsafeBufferPointer<Real>) {
    let count = Double(max(values.count, 1))
    let mean = values.reduce(0.0) { $0 + Double($1) } / count
    self.mean = mean
    variance =
      values.reduce(0.0) { sum, value in
        let difference = Double(value) - mean
        return sum + difference * difference
      } / count
  }

  init<Real: RealElement>(_ values: [Real]) {
    self = values.withUnsafeBufferPointer { Moments($0) }
  }

  func inverseDeviation(_ epsilon: Float) -> Double {
    1 / (variance + Double(epsilon)).squareRoot()
  }
}
