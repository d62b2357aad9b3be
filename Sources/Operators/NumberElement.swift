import Glibc
import Tensors

/// Elements that are numbers: not Booleans. Whole numbers wrap around, as in C; nothing traps.
protocol NumberElement: TensorElement, Comparable {
  static var one: Self { get }
  /// Below and above every other one.
  static var lowest: Self { get }
  static var highest: Self { get }
  static func sum(_ a: Self, _ b: Self) -> Self
  static func difference(_ a: Self, _ b: Self) -> Self
  static func product(_ a: Self, _ b: Self) -> Self
  /// Whole numbers are truncated toward zero; a / 0 = 0.
  static func quotient(_ a: Self, _ b: Self) -> Self
  /// Sign of a, C's fmod.
  static func remainder(_ a: Self, _ b: Self) -> Self
  /// a - ⌊a / b⌋ b: sign of b, Python's %.
  static func modulus(_ a: Self, _ b: Self) -> Self
  static func power(_ a: Self, _ exponent: Int) -> Self
  /// The nearest one; whole numbers are truncated, NaN is their zero.
  init(number: Double)
  var isNotANumber: Bool { get }
  var negated: Self { get }
  var absolute: Self { get }
}

extension NumberElement {
  /// -1, 0 or 1.
  var signum: Self {
    self > Self.zero ? Self.one : self < Self.zero ? Self.one.negated : self
  }

  /// NaN beside anything is NaN, as NumPy's maximum.
  @inline(__always) static func larger(_ a: Self, _ b: Self) -> Self {
    a > b || a.isNotANumber ? a : b
  }
  @inline(__always) static func smaller(_ a: Self, _ b: Self) -> Self {
    a < b || a.isNotANumber ? a : b
  }
}

/// Whole numbers of any width.
protocol IntegerElement: NumberElement, FixedWidthInteger {}

extension NumberElement where Self: FixedWidthInteger {
  static var one: Self { 1 }
  static var lowest: Self { min }
  static var highest: Self { max }
  static func sum(_ a: Self, _ b: Self) -> Self { a &+ b }
  static func difference(_ a: Self, _ b: Self) -> Self { a &- b }
  static func product(_ a: Self, _ b: Self) -> Self { a &* b }

  static func quotient(_ a: Self, _ b: Self) -> Self {
    b == 0 ? 0 : a.dividedReportingOverflow(by: b).partialValue
  }

  static func remainder(_ a: Self, _ b: Self) -> Self {
    b == 0 ? 0 : a.remainderReportingOverflow(dividingBy: b).partialValue
  }

  static func modulus(_ a: Self, _ b: Self) -> Self {
    let rest = remainder(a, b)
    return rest != 0 && (rest < 0) != (b < 0) ? rest &+ b : rest
  }

  /// Square and multiply. Negative exponents leave something of 1 and -1 only.
  static func power(_ a: Self, _ exponent: Int) -> Self {
    guard exponent >= 0 else {
      return a == 1 ? 1 : a < 0 && ~a == 0 ? (exponent % 2 == 0 ? 1 : a) : 0
    }
    var (result, square, rest): (Self, Self, Int) = (1, a, exponent)
    while rest > 0 {
      if rest & 1 == 1 { result = result &* square }
      square = square &* square
      rest >>= 1
    }
    return result
  }

  init(number: Double) {
    let whole = number.rounded(.towardZero)
    self = Self(exactly: whole) ?? (whole.isNaN ? 0 : whole < 0 ? Self.min : Self.max)
  }

  var isNotANumber: Bool { false }
  var negated: Self { 0 &- self }
  var absolute: Self { self < 0 ? negated : self }
}

/// Floats of any width.
protocol FloatElement: NumberElement, BinaryFloatingPoint {}

extension NumberElement where Self: BinaryFloatingPoint {
  static var one: Self { 1 }
  static var lowest: Self { -.infinity }
  static var highest: Self { .infinity }
  static func sum(_ a: Self, _ b: Self) -> Self { a + b }
  static func difference(_ a: Self, _ b: Self) -> Self { a - b }
  static func product(_ a: Self, _ b: Self) -> Self { a * b }
  static func quotient(_ a: Self, _ b: Self) -> Self { a / b }
  static func remainder(_ a: Self, _ b: Self) -> Self { a.truncatingRemainder(dividingBy: b) }

  static func modulus(_ a: Self, _ b: Self) -> Self {
    let rest = remainder(a, b)
    if rest == 0 { return Self(signOf: b, magnitudeOf: rest) }
    return (rest < 0) != (b < 0) ? rest + b : rest
  }

  static func power(_ a: Self, _ exponent: Int) -> Self {
    exponent == 2 ? a * a : Self(pow(Double(a), Double(exponent)))
  }

  init(number: Double) { self.init(number) }

  var negated: Self { -self }
  var absolute: Self { magnitude }
  var isNotANumber: Bool { isNaN }
}

extension Float: FloatElement {}
extension Double: FloatElement {}
extension Float16: FloatElement {}
extension Int8: IntegerElement {}
extension Int16: IntegerElement {}
extension Int32: IntegerElement {}
extension Int64: IntegerElement {}
extension UInt8: IntegerElement {}
extension UInt16: IntegerElement {}
extension UInt32: IntegerElement {}
extension UInt64: IntegerElement {}
