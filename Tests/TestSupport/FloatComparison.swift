import Tensors

/// How many representable floats lie between two numbers: 0 for equal ones (and for +0 and -0), 1
/// for neighbours. nan differs from everything by `UInt32.max`.
public func ulpDistance(_ left: Float, _ right: Float) -> UInt32 {
  if left.isNaN || right.isNaN { return .max }
  return UInt32(abs(ordinal(left) - ordinal(right)))
}

/// Floats in ascending order get ascending whole numbers; both zeros get 0.
private func ordinal(_ value: Float) -> Int64 {
  let magnitude = Int64(value.bitPattern & 0x7fff_ffff)
  return value.sign == .minus ? -magnitude : magnitude
}

/// The largest `ulpDistance` of two lists, position by position; `UInt32.max` when their lengths
/// differ.
public func largestUlpDistance(_ left: [Float], _ right: [Float]) -> UInt32 {
  guard left.count == right.count else { return .max }
  return zip(left, right).reduce(0) { max($0, ulpDistance($1.0, $1.1)) }
}

/// The largest difference of two lists as a fraction of the largest magnitude expected (of 1 when
/// all are 0): the measure for sums of many terms, whose error grows with the terms and not with
/// the result. Infinite when the lengths differ or a number is not finite.
public func relativeError(_ actual: [Double], _ expected: [Double]) -> Double {
  guard actual.count == expected.count, (actual + expected).allSatisfy(\.isFinite) else {
    return .infinity
  }
  let largest = expected.reduce(0) { max($0, abs($1)) }
  let difference = zip(actual, expected).reduce(0) { max($0, abs($1.0 - $1.1)) }
  return difference / (largest > 0 ? largest : 1)
}

public func relativeError(_ actual: [Float], _ expected: [Double]) -> Double {
  relativeError(actual.map(Double.init), expected)
}

public func relativeError(_ actual: [Float], _ expected: [Float]) -> Double {
  relativeError(actual.map(Double.init), expected.map(Double.init))
}

/// Bit by bit, so that nan equals nan and +0 differs from -0.
public func sameBits(_ left: [Float], _ right: [Float]) -> Bool {
  left.map(\.bitPattern) == right.map(\.bitPattern)
}
