import Language

/// Numbers to be reduced: those of a list (64 bits) or of a tensor (32 bits), read in double
/// precision either way.
enum Numbers: RandomAccessCollection, Sendable {
  case doubles([Double])
  case floats([Float])

  var startIndex: Int { 0 }

  var endIndex: Int {
    switch self {
    case .doubles(let values): values.count
    case .floats(let values): values.count
    }
  }

  subscript(position: Int) -> Double {
    switch self {
    case .doubles(let values): values[position]
    case .floats(let values): Double(values[position])
    }
  }
}

/// The statistics. All go through the numbers in order, so the same numbers give the same bits.
extension Numbers {
  var sum: Double { reduce(0, +) }
  var mean: Double { sum / Double(count) }
  /// nan when any is nan, as in R, Julia and NumPy. Precondition: not empty.
  var minimum: Double { self[position { $0 < $1 }] }
  var maximum: Double { self[position { $0 > $1 }] }
  /// The first of equals; the first nan when there is one, as in NumPy. Precondition: not empty.
  var positionOfMaximum: Double { Double(position { $0 > $1 }) }

  /// sqrt(Σ (x - mean)² / (count - reduction)), in two passes so that a large mean does not cancel
  /// the digits.
  func standardDeviation(countReducedBy reduction: Int) -> Double {
    let center = mean
    return (reduce(0) { $0 + ($1 - center) * ($1 - center) } / Double(count - reduction))
      .squareRoot()
  }

  private func position(where isBetter: (Double, Double) -> Bool) -> Int {
    var best = 0
    for (position, number) in enumerated() {
      if number.isNaN { return position }
      if isBetter(number, self[best]) { best = position }
    }
    return best
  }
}
