import Language
import Tensors

/// Many numbers become one: of a list, a range, a tensor, or along one dimension of a tensor. A
/// conformance states its name, help and formula.
protocol ReductionCommand: Command {
  typealias Reducer = (Numbers) -> Double

  /// Whether an empty list is an error rather than a number (the sum of nothing is 0).
  static var needsElements: Bool { get }
  /// Of the tensor that reducing one dimension gives; nil for the element type of the argument.
  static var resultType: TensorValue.ElementType? { get }
  func reducer(for call: BoundCall) -> Reducer
}

extension ReductionCommand {
  static var group: CommandGroup { .numbers }
  static var needsElements: Bool { true }
  static var resultType: TensorValue.ElementType? { .float32 }

  static var values: Parameter<ReductionOperands> {
    Parameter(
      variadic: "values",
      "a list, a range or a tensor; or several numbers; or several tensors, element by element")
  }
  static var axis: Parameter<Int?> {
    Parameter(
      "axis",
      "the dimension of a tensor to reduce, from 0, or from -1 for the last; none reduces all",
      default: nil)
  }
  static var parameters: [any AnyParameter] { [values, axis] }

  func run(_ call: BoundCall) throws -> Value {
    switch (call[Self.values], call[Self.axis]) {
    case (.one(let value), nil): .number(try reduced(value.numbers, call))
    case (.one(let value), let axis?): try reduced(try value.tensor, along: axis, call)
    case (.stacked(let tensor), nil): try reduced(TensorValue(tensor), along: 0, call)
    case (.stacked, _):
      throw call.fault(.argument, at: Self.axis, "axis works with one tensor, not with several")
    }
  }

  private func reduced(_ numbers: Numbers, _ call: BoundCall) throws -> Double {
    guard !numbers.isEmpty || !Self.needsElements else {
      throw call.fault(.value, at: Self.values, "\(Self.name) of no numbers")
    }
    return reducer(for: call)(numbers)
  }

  private func reduced(_ value: TensorValue, along axis: Int, _ call: BoundCall) throws -> Value {
    let shape = value.tensor.shape
    guard (-shape.count..<shape.count).contains(axis) else {
      throw call.fault(.value, at: Self.axis, "a tensor of shape \(shape) has no axis \(axis)")
    }
    let dimension = axis < 0 ? axis + shape.count : axis
    guard shape[dimension] > 0 || !Self.needsElements else {
      throw call.fault(.value, at: Self.values, "\(Self.name) of no numbers")
    }
    let reduce = reducer(for: call)
    let result = value.tensor.reduced(along: dimension) { Float(reduce(.floats($0))) }
    if result.shape.isEmpty { return .number(Double(result.values[0])) }
    return TensorValue(result, Self.resultType ?? value.elementType).value
  }
}
