import Language
import Tensors

/// A tensor of the language: numbers of one element type. Whole-number types are held as floats,
/// exactly.
struct TensorValue: Sendable {
  enum ElementType: String, Sendable {
    case float32 = "f32"
    case byte = "u8"
    case integer = "i32"

    var bytes: Int { self == .byte ? 1 : 4 }
  }

  var tensor: Tensor
  var elementType: ElementType
  /// What the elements are in the file that the tensor came from, where the language has no such
  /// type: `save` writes that again.
  private(set) var storedType: Tensors.ElementType?

  init(_ tensor: Tensor, _ elementType: ElementType = .float32) {
    (self.tensor, self.elementType) = (tensor, elementType)
  }

  /// What a net gives or a file holds: whole numbers as such, conditions as 0 and 1.
  init(_ typed: TypedTensor) {
    let type: ElementType =
      switch typed.type {
      case .float32, .float64, .float16: .float32
      case .bool, .uint8: .byte
      default: .integer
      }
    let tensor = typed.tensor ?? Tensor(shape: typed.shape, values: typed.floats)
    // Numbers that floats do not hold exactly are no whole numbers of the language.
    let isHeld = tensor.values.allSatisfy(type.holds)
    self.init(tensor, isHeld ? type : .float32)
    storedType = isHeld && typed.type != .float64 ? typed.type : nil
  }

  /// The elements in the type that a file should have.
  var typed: TypedTensor {
    let type: Tensors.ElementType =
      switch elementType {
      case .float32: .float32
      case .byte: .uint8
      case .integer: .int32
      }
    return tensor.typed(storedType ?? type) ?? TypedTensor(tensor)
  }

  var value: Value { .object(self) }
}

extension TensorValue: ScriptObject {
  var typeName: String { "tensor" }

  var summary: String {
    let extents =
      tensor.shape.isEmpty ? "scalar" : tensor.shape.map(String.init).joined(separator: "x")
    return "tensor \(extents) \(elementType.rawValue)"
  }

  var display: Displayed { display(within: TensorText.usual) }

  func display(within limits: DisplayLimits) -> Displayed {
    let statistics = TensorStatistics(tensor).map { "\n" + $0.text(count: tensor.count) } ?? ""
    return .text(summary + statistics + "\n" + TensorText.rows(of: tensor, within: limits))
  }

  var facts: ObjectFacts {
    let zeros = tensor.values.reduce(0) { $0 + ($1 == 0 ? 1 : 0) }
    return ObjectFacts(
      shape: tensor.shape, bytes: tensor.count * elementType.bytes,
      sparsity: tensor.count == 0 ? nil : Double(zeros) / Double(tensor.count),
      bits: Double(8 * elementType.bytes))
  }

  var isLarge: Bool { tensor.count > 100_000 }
  var size: Int { tensor.count }

  var fieldNames: [String] { ["shape", "count", "type", "bytes", "density", "values"] }

  func field(_ name: String) -> Value? {
    switch name {
    case "shape": .list(tensor.shape.map { .number(Double($0)) })
    case "count": .number(Double(tensor.count))
    case "type": .string(elementType.rawValue)
    case "bytes": .number(Double(tensor.count * elementType.bytes))
    case "density": .number(1 - (facts.sparsity ?? 0))
    case "values": .list(tensor.values.map { .number(Double($0)) })
    default: nil
    }
  }

  func element(at subscripts: [Subscript]) throws -> Value {
    let (positions, dropped) = try TensorIndex.positions(subscripts, shape: tensor.shape)
    let selected = tensor.selecting(positions, dropping: dropped)
    return selected.shape.isEmpty
      ? .number(Double(selected.values[0])) : TensorValue(selected, elementType).value
  }

  func settingElement(at subscripts: [Subscript], to value: Value) throws -> Value {
    let (positions, dropped) = try TensorIndex.positions(subscripts, shape: tensor.shape)
    let other = try TensorValue(value)
    guard let replaced = tensor.replacing(positions, with: other.tensor, dropping: dropped) else {
      throw Diagnostic(
        .shape, "a tensor of shape \(other.tensor.shape) does not fit into the indexed part")
    }
    if let stranger = other.tensor.values.first(where: { !elementType.holds($0) }) {
      throw Diagnostic(
        .value,
        "\(Value.number(Double(stranger)).text) is no element of type \(elementType.rawValue)")
    }
    return TensorValue(replaced, elementType).value
  }

  var elementCount: Int? { tensor.shape.first }

  func element(number: Int) throws -> Value {
    try element(at: [.position(.number(Double(number)))])
  }

  /// Element by element: nan equals nothing. (Arrays that share storage would be equal whatever
  /// they hold.)
  func isEqual(to other: any ScriptObject) -> Bool {
    guard let other = (other as? TensorValue)?.tensor, other.shape == tensor.shape else {
      return false
    }
    return zip(other.values, tensor.values).allSatisfy { $0 == $1 }
  }

  func negated() -> Value? { TensorValue(tensor.map { -$0 }).value }

  func applying(_ operation: BinaryOperator, to other: Value, isReversed: Bool) throws -> Value? {
    guard let operand = try? TensorValue(other) else { return nil }
    let (left, right) = isReversed ? (operand.tensor, tensor) : (tensor, operand.tensor)
    try TensorOperators.checkSize(operation, left.shape, right.shape)
    guard let result = TensorOperators.apply(operation, left, right) else {
      guard TensorOperators.takesPart(operation) else { return nil }
      throw Diagnostic(
        .shape, "shapes \(left.shape) and \(right.shape) do not fit for '\(operation.rawValue)'")
    }
    return result.shape.isEmpty ? .number(Double(result.values[0])) : TensorValue(result).value
  }
}

extension TensorValue: ValueConvertible {
  static var typeDescription: String { "a tensor" }

  /// A number becomes a scalar; a list of numbers, or of equally long lists, becomes a tensor.
  init(_ value: Value) throws {
    switch value {
    case .object(let object as TensorValue): self = object
    case .number(let number): self.init(Tensor(shape: [], values: [Float(number)]))
    case .list(let elements): self.init(try Self.stacked(elements))
    case .range: self.init(try Self.stacked([Value](value)))
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  var asValue: Value { value }

  private static func stacked(_ elements: [Value]) throws -> Tensor {
    let rows = try elements.map { try TensorValue($0).tensor }
    let shape = rows.first?.shape ?? []
    guard rows.allSatisfy({ $0.shape == shape }) else {
      throw Diagnostic(.shape, "the rows of a tensor must have one length")
    }
    return Tensor(shape: [rows.count] + shape, values: rows.flatMap(\.values))
  }
}
