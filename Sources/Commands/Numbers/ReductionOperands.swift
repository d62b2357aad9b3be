import Language
import Tensors

/// What a reduction works on: one list, range or tensor, several numbers, or several tensors.
/// Several tensors are laid on top of each other (broadcast to one shape) and reduced from one to
/// the next: `max(W, 0)` is element-wise.
enum ReductionOperands: ValueConvertible {
  case one(NumericValue)
  /// Shape [arguments] + their common shape.
  case stacked(Tensor)

  static var typeDescription: String { "numbers, a list of numbers, a range or tensors" }

  /// `value` is the list of all arguments, or what was given by name.
  init(_ value: Value) throws {
    guard case .list(let arguments) = value, arguments.count != 1 else {
      self = .one(try NumericValue(value.soleElement ?? value))
      return
    }
    if arguments.contains(where: \.isTensor) {
      self = .stacked(try Self.stack(try arguments.map { try Operand($0) }))
    } else if case .list? = arguments.first(where: { !$0.isNumber }) {
      throw Diagnostic(
        .type, "several arguments are numbers or tensors, not lists",
        hint: "tensor(list) makes a tensor; + joins lists"
      )
    } else {
      self = .one(try NumericValue(value))
    }
  }

  var asValue: Value {
    switch self {
    case .one(let value): value.asValue
    case .stacked(let tensor): TensorValue(tensor).value
    }
  }

  private static func stack(_ operands: [Operand]) throws -> Tensor {
    let parts = try operands.map { try TensorValue($0.asValue).tensor }
    let common = try parts.dropFirst().reduce(parts[0].shape) { shape, part in
      guard let wider = Shape.broadcast(shape, part.shape) else {
        throw Diagnostic(.shape, "shapes \(shape) and \(part.shape) do not fit")
      }
      return wider
    }
    return Tensor(
      shape: [parts.count] + common, values: parts.flatMap { $0.broadcast(to: common).values })
  }
}

extension Value {
  fileprivate var soleElement: Value? {
    if case .list(let elements) = self, elements.count == 1 { elements[0] } else { nil }
  }

  fileprivate var isTensor: Bool {
    if case .object(is TensorValue) = self { true } else { false }
  }

  fileprivate var isNumber: Bool {
    if case .number = self { true } else { false }
  }
}
