import Glibc

/// A round distance between ticks: 1, 2 or 5 times a power of ten.
struct TickStep: Equatable {
  let factor: Int
  let exponent: Int

  /// The smallest round step with at most `count` multiples in the domain.
  static func smallest(for domain: ClosedRange<Double>, atMost count: Int) -> TickStep {
    let span = domain.upperBound - domain.lowerBound
    var step = TickStep(factor: 1, exponent: Int(floor(log10(span / Double(count)))) - 1)
    while step.multiplesCount(in: domain) > Double(count) { step = step.next }
    return step
  }

  var next: TickStep {
    switch factor {
    case 1: TickStep(factor: 2, exponent: exponent)
    case 2: TickStep(factor: 5, exponent: exponent)
    default: TickStep(factor: 1, exponent: exponent + 1)
    }
  }

  /// The step times `n`, rounded once: 3 · 0.1 gives 0.3, not 0.30000000000000004.
  func multiple(_ n: Double) -> Double {
    exponent < 0
      ? n * Double(factor) / pow(10, Double(-exponent))
      : n * Double(factor) * pow(10, Double(exponent))
  }

  func multiples(in domain: ClosedRange<Double>) -> [Double] {
    let (first, last) = indices(in: domain)
    guard first <= last else { return [] }
    return (0...Int(last - first)).map { multiple(first + Double($0)) + 0 }
  }

  private func multiplesCount(in domain: ClosedRange<Double>) -> Double {
    let (first, last) = indices(in: domain)
    return last - first + 1
  }

  /// Ends that miss a multiple by a rounding error count as on it.
  private func indices(in domain: ClosedRange<Double>) -> (Double, Double) {
    let unit = multiple(1)
    let slack = (domain.upperBound - domain.lowerBound) / unit * 1e-9
    return (ceil(domain.lowerBound / unit - slack), floor(domain.upperBound / unit + slack))
  }
}
