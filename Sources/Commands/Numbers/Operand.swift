import Language
import Tensors

/// A number, or a tensor that is worked on element by element. Lists are not operands: as with the
/// operators, `tensor` makes numbers of them and `map` walks them.
enum Operand: ValueConvertible {
  case number(Double)
  case tensor(TensorValue)

  static var typeDescription: String { "a number or a tensor" }

  init(_ value: Value) throws {
    switch value {
    case .number(let number): self = .number(number)
    case .object(let tensor as TensorValue): self = .tensor(tensor)
    default:
      var refusal = Diagnostic.expected(Self.typeDescription, got: value)
      refusal.hint = Self.remedy(for: value)
      throw refusal
    }
  }

  var asValue: Value {
    switch self {
    case .number(let number): .number(number)
    case .tensor(let tensor): tensor.value
    }
  }

  private static func remedy(for value: Value) -> String? {
    switch value {
    case .list, .range: "tensor(x) works on all at once, map(x, f) on one after the other"
    default: nil
    }
  }

  /// Every element through `function`, computed in double precision; tensors are rounded to 32 bits
  /// once, at the end. `keepsElementType`: whole numbers stay whole (u8, i32); otherwise the result
  /// is f32.
  func map(keepsElementType: Bool = false, _ function: (Double) -> Double) -> Value {
    switch self {
    case .number(let number): .number(function(number))
    case .tensor(let operand):
      TensorValue(
        operand.tensor.map { Float(function(Double($0))) },
        keepsElementType ? operand.elementType : .float32
      ).value
    }
  }

  /// Pairs of elements through `function`, with NumPy's broadcasting. Throws kind `shape` when the
  /// shapes do not fit.
  func combined(with other: Operand, _ function: (Double, Double) -> Double) throws -> Value {
    if case .number(let left) = self, case .number(let right) = other {
      return .number(function(left, right))
    }
    let (left, right) = (try TensorValue(asValue).tensor, try TensorValue(other.asValue).tensor)
    guard let result = left.combined(with: right, { Float(function(Double($0), Double($1))) })
    else {
      throw Diagnostic(.shape, "shapes \(left.shape) and \(right.shape) do not fit")
    }
    return TensorValue(result).value
  }
}
