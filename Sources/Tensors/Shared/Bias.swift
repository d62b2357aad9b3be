/// The biases of one layer as they are stored: in 32 or 16 bits, or as multiples of a scale in 2 to
/// 8 bits.
public enum Bias: Sendable, Equatable {
  case float32([Float])
  case float16([Float16])
  /// value = scale * multiple, and |multiple| < 2^(bits - 1)
  case integers(bits: Int, scale: Float, multiples: [Int8])

  /// Widths of a multiple.
  public static let integerBits = 2...8

  /// Whether biases can be stored in so many bits each.
  public static func canStore(bits: Int) -> Bool {
    integerBits.contains(bits) || bits == 16 || bits == 32
  }

  public var values: [Float] {
    switch self {
    case .float32(let values): values
    case .float16(let values): values.map(Float.init)
    case .integers(_, let scale, let multiples): multiples.map { scale * Float($0) }
    }
  }

  public var count: Int {
    switch self {
    case .float32(let values): values.count
    case .float16(let values): values.count
    case .integers(_, _, let multiples): multiples.count
    }
  }

  /// Bits of one stored bias.
  public var bits: Int {
    switch self {
    case .float32: 32
    case .float16: 16
    case .integers(let bits, _, _): bits
    }
  }

  /// Rounds to the nearest storable values. 2 to 8 bits spread the multiples ±(2^(bits - 1) - 1)
  /// over the largest magnitude. Precondition: `canStore(bits:)`.
  public init(rounding values: [Float], bits: Int) {
    precondition(Self.canStore(bits: bits))
    switch bits {
    case Self.integerBits:
      let limit = Float(1 << (bits - 1) - 1)
      let largest = values.reduce(Float(0)) { max($0, abs($1)) }
      let scale = largest > 0 ? largest / limit : 1
      self = .integers(
        bits: bits, scale: scale,
        multiples: values.map {
          Int8(max(-limit, min(limit, ($0 / scale).rounded(.toNearestOrEven))))
        })
    case 16: self = .float16(values.map { Float16($0) })
    default: self = .float32(values)
    }
  }
}
