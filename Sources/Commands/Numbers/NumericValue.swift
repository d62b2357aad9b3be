import Language
import Tensors

/// A number, a list or range of numbers, or a tensor (lists of equally long lists too).
enum NumericValue: ValueConvertible {
  case number(Double)
  case list([Double])
  case tensor(TensorValue)

  static var typeDescription: String { "a number, a list of numbers, a range or a tensor" }

  init(_ value: Value) throws {
    switch value {
    case .number(let number): self = .number(number)
    case .range: self = .list(try [Double](value))
    case .object(let tensor as TensorValue): self = .tensor(tensor)
    case .list(let elements): self = try Self.list(elements)
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  private static func list(_ elements: [Value]) throws -> NumericValue {
    if case .list? = elements.first { return .tensor(try TensorValue(.list(elements))) }
    return .list(
      try elements.map { element in
        guard case .number(let number) = element else {
          throw Diagnostic(
            .type, "expected a list of numbers, found \(element.typeNameWithArticle) in it")
        }
        return number
      })
  }

  var asValue: Value {
    switch self {
    case .number(let number): .number(number)
    case .list(let numbers): numbers.asValue
    case .tensor(let tensor): tensor.value
    }
  }

  var numbers: Numbers {
    switch self {
    case .number(let number): .doubles([number])
    case .list(let numbers): .doubles(numbers)
    case .tensor(let value): .floats(value.tensor.values)
    }
  }

  var tensor: TensorValue {
    get throws { try TensorValue(asValue) }
  }
}
