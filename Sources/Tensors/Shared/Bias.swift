/// The biases of one layer as they are stored: in 32 or 16 bits, or as multiples of a scale in 8
/// bits.
public enum Bias: Sendable, Equatable {
  case float32([Float])
  case float16([Float16])
  /// value = scale * multiple
  case integer8(scale: Float, multiples: [Int8])

  public var values: [Float] {
    switch self {
    case .float32(let values): values
    case .float16(let values): values.map(Float.init)
    case .integer8(let scale, let multiples): multiples.map { scale * Float($0) }
    }
  }

  public var count: Int {
    switch self {
    case .float32(let values): values.count
    case .float16(let values): values.count
    case .integer8(_, let multiples): multiples.count
    }
  }

  /// Bits of one stored bias.
  public var bits: Int {
    switch self {
    case .float32: 32
    case .float16: 16
    case .integer8: 8
    }
  }

  /// Rounds to the nearest storable values. `bits` is 32, 16 or 8; 8 spreads -127...127 over the
  /// largest magnitude.
  public init(rounding values: [Float], bits: Int) {
    switch bits {
    case 8:
      let largest = values.reduce(Float(0)) { max($0, abs($1)) }
      let scale = largest > 0 ? largest / 127 : 1
      self = .integer8(
        scale: scale,
        multiples: values.map { Int8(max(-127, min(127, ($0 / scale).rounded(.toNearestOrEven)))) })
    case 16: self = .float16(values.map { Float16($0) })
    default: self = .float32(values)
    }
  }
}
