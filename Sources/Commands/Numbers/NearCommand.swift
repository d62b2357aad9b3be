import Language
import Tensors

struct NearCommand: Command {
  static let name = "near"
  static let summary = "Whether two numbers, lists or tensors are equal within a tolerance."
  static let details = """
    True when |a - b| <= max(relative * max(|a|, |b|), absolute) for all elements, as Python's
    `math.isclose`. A number is compared with every element of a list or tensor. nan is near
    nothing, inf only to itself. For exact equality of values of any kind there is `same`.
    """
  static let group = CommandGroup.numbers
  static let left = Parameter<NumericValue>("a", "a number, a list of numbers, a range or a tensor")
  static let right = Parameter<NumericValue>("b", "what it is compared with")
  static let relative = Parameter<Double>(
    "relative", "allowed difference as a fraction of the larger magnitude", default: 1e-6)
  static let absolute = Parameter<Double>(
    "absolute", "difference that is always allowed", default: 1e-9)
  static let parameters: [any AnyParameter] = [left, right, relative, absolute]
  static let examples = [
    Example("near(0.1 + 0.2, 0.3)", prints: "true"),
    Example("near(98, 100, relative=5%)", prints: "true"),
    Example("near(1.58%, 1.64%, absolute=0.1%)", prints: "true"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    for tolerance in [Self.relative, Self.absolute] where !(call[tolerance] >= 0) {
      throw call.fault(.value, at: tolerance, "a tolerance is not negative")
    }
    let (left, right) = try Self.pairs(call[Self.left], call[Self.right])
    let (relative, absolute) = (call[Self.relative], call[Self.absolute])
    return .bool(zip(left, right).allSatisfy { Self.isNear($0, $1, relative, absolute) })
  }

  private static func isNear(_ a: Double, _ b: Double, _ relative: Double, _ absolute: Double)
    -> Bool
  {
    if a == b { return true }
    guard a.isFinite, b.isFinite else { return false }
    return (a - b).magnitude <= max(relative * max(a.magnitude, b.magnitude), absolute)
  }

  /// Equally many numbers on both sides. Lists keep their 64 bits unless a tensor is on the other
  /// side.
  private static func pairs(_ left: NumericValue, _ right: NumericValue) throws -> (
    Numbers, Numbers
  ) {
    switch (left, right) {
    case (.tensor(let tensor), .number(let number)):
      return (left.numbers, .doubles([Double](repeating: number, count: tensor.tensor.count)))
    case (.list(let numbers), .number(let number)):
      return (left.numbers, .doubles([Double](repeating: number, count: numbers.count)))
    case (.number, .tensor), (.number, .list): return try pairs(right, left)
    case (.tensor, _), (_, .tensor):
      return try broadcast(try left.tensor.tensor, try right.tensor.tensor)
    default:
      guard left.numbers.count == right.numbers.count else {
        throw Diagnostic(
          .shape, "lists of \(left.numbers.count) and \(right.numbers.count) numbers do not fit")
      }
      return (left.numbers, right.numbers)
    }
  }

  private static func broadcast(_ left: Tensor, _ right: Tensor) throws -> (Numbers, Numbers) {
    guard let common = Shape.broadcast(left.shape, right.shape) else {
      throw Diagnostic(.shape, "shapes \(left.shape) and \(right.shape) do not fit")
    }
    return (.floats(left.broadcast(to: common).values), .floats(right.broadcast(to: common).values))
  }
}
