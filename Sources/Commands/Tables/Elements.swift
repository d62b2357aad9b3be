import Language
import Tensors

/// What `for` walks through, as values: the elements of a list or range, the rows of a table as
/// records, the numbers of a vector, the parts of a tensor along its first dimension.
struct Elements: ValueConvertible {
  let values: [Value]
  private let subject: Value

  static var typeDescription: String { "a list, a range, a table or a tensor" }

  init(_ value: Value) throws {
    subject = value
    switch value {
    case .list, .range: values = try [Value](value)
    case .object(let tensor as TensorValue) where !tensor.tensor.shape.isEmpty:
      values = Self.parts(of: tensor)
    case .object(let table as Table): values = try Self.rows(of: table)
    case .object(let object): values = try Self.elements(of: object)
    default:
      var refusal = Diagnostic.expected(Self.typeDescription, got: value)
      if case .record = value { refusal.hint = "keys(x) or values(x) makes a list of a record" }
      throw refusal
    }
  }

  var asValue: Value { subject }

  /// The whole tensor, if it is one.
  var tensor: Tensor? {
    if case .object(let value as TensorValue) = subject { value.tensor } else { nil }
  }

  private static func elements(of object: any ScriptObject) throws -> [Value] {
    guard let count = object.elementCount else {
      throw Diagnostic.expected(typeDescription, got: .object(object))
    }
    try ValueLimits.check(listOf: count)
    return try (0..<count).map(object.element(number:))
  }

  static func rows(of table: Table) throws -> [Value] {
    try ValueLimits.check(listOf: table.rowCount)
    return table.records(0..<table.rowCount).map(Value.record)
  }

  private static func parts(of value: TensorValue) -> [Value] {
    let tensor = value.tensor
    if tensor.shape.count == 1 { return tensor.values.map { .number(Double($0)) } }
    let partShape = Array(tensor.shape.dropFirst())
    let size = partShape.reduce(1, *)
    return (0..<tensor.shape[0]).map { part in
      TensorValue(
        Tensor(shape: partShape, values: Array(tensor.values[part * size..<(part + 1) * size])),
        value.elementType
      )
      .value
    }
  }

  /// The elements at `positions`, in that order, as a value of the kind they came from (a range
  /// gives a list).
  func selecting(_ positions: [Int]) -> Value {
    switch subject {
    case .object(let table as Table): return .object(table.selecting(rows: positions))
    case .object(let value as TensorValue):
      let rest = value.tensor.shape.dropFirst().map { Array(0..<$0) }
      return TensorValue(value.tensor.selecting([positions] + rest), value.elementType).value
    default: return .list(positions.map { values[$0] })
    }
  }
}
