import Glibc

/// X[k] = Σ x[t] · exp(∓2πi · k t / n) by splitting n into its prime factors (Cooley & Tukey 1965).
struct FourierTransform {
  /// Real and imaginary part.
  typealias Complex = SIMD2<Double>

  let length: Int
  let isInverse: Bool
  /// exp(∓2πi · k / n)
  private let roots: [Complex]

  /// Precondition: a positive length.
  init(length: Int, isInverse: Bool) {
    (self.length, self.isInverse) = (length, isInverse)
    roots = (0..<length).map { index in
      let angle = 2 * Double.pi * Double(index) / Double(length)
      return Complex(cos(angle), isInverse ? sin(angle) : -sin(angle))
    }
  }

  /// Shorter signals are filled up with zeros, longer ones cut. The inverse divides by n.
  func callAsFunction(_ signal: [Complex]) -> [Complex] {
    let missing = max(0, length - signal.count)
    let input = signal.prefix(length) + [Complex](repeating: .zero, count: missing)
    let result = transformed(Array(input), unit: 1)
    return isInverse ? result.map { $0 / Double(length) } : result
  }

  /// `unit`: how many of the whole transform's roots are one of this one's.
  private func transformed(_ input: [Complex], unit: Int) -> [Complex] {
    let count = input.count
    guard count > 1 else { return input }
    let factor = Self.smallestFactor(of: count)
    let size = count / factor
    let parts = (0..<factor).map { part in
      transformed(
        stride(from: part, to: count, by: factor).map { input[$0] }, unit: unit * factor)
    }
    return (0..<count).map { k in
      var sum = Complex.zero
      for part in 0..<factor {
        sum += Self.product(parts[part][k % size], roots[part * k % count * unit])
      }
      return sum
    }
  }

  private static func product(_ a: Complex, _ b: Complex) -> Complex {
    Complex(a.x * b.x - a.y * b.y, a.x * b.y + a.y * b.x)
  }

  private static func smallestFactor(of number: Int) -> Int {
    var factor = 2
    while factor * factor <= number {
      if number % factor == 0 { return factor }
      factor += 1
    }
    return number
  }
}
