import Language
import Networks
import Tensors

/// Values for all inputs of a net: a tensor for the only one, a list in their order, or a record by
/// their names.
struct NetworkInputs: ValueConvertible {
  private let values: [(name: String?, tensor: TensorValue)]
  let asValue: Value

  static var typeDescription: String { "a tensor, or a list or record of tensors" }

  init(_ value: Value) throws {
    asValue = value
    switch value {
    case .record(let record):
      values = try record.pairs.map { ($0.key, try TensorValue($0.value)) }
    case .list(let elements) where elements.contains(where: Self.isTensor):
      values = try elements.map { (nil, try TensorValue($0)) }
    default: values = [(nil, try TensorValue(value))]
    }
  }

  private static func isTensor(_ value: Value) -> Bool {
    if case .object(is TensorValue) = value { return true }
    return false
  }

  /// One for each of the net's inputs, in the element types that they want. A tensor that lacks
  /// nothing but the batch is one example.
  func tensors(for network: Network) throws -> [TypedTensor] {
    guard values.count == network.inputs.count else {
      throw Diagnostic(
        .argument,
        "the net has \(network.inputs.count) inputs, but \(values.count) given",
        hint: "its inputs: " + network.inputs.map(Self.text).joined(separator: ", "))
    }
    let names = network.inputs.map(\.name)
    for name in values.compactMap(\.name) where !names.contains(name) {
      throw Diagnostic(
        .name, "the net has no input '\(name)'", hint: Suggestion.hint(for: name, among: names))
    }
    return try network.inputs.enumerated().map { place, input in
      let value = values.first { $0.name == input.name } ?? values[place]
      return try Self.typed(value.tensor, for: input)
    }
  }

  private static func text(_ input: Network.Input) -> String { "\(input.name) \(input.type)" }

  private static func typed(_ value: TensorValue, for input: Network.Input) throws -> TypedTensor {
    var tensor = value.tensor
    let type = input.type
    if type.isKnown, tensor.shape.count + 1 == type.extents.count,
      type.extents[0].number ?? 1 == 1
    {
      tensor = tensor.reshaped([1] + tensor.shape)
    }
    guard let typed = tensor.typed(type.isKnown ? type.element : .float32), type.takes(typed) else {
      throw Diagnostic(
        .shape, "the net takes \(text(input)), not \(value.summary)")
    }
    return typed
  }
}

extension Tensor {
  /// The numbers as elements of a type; nil when one of them is none.
  func typed(_ type: ElementType) -> TypedTensor? {
    func whole<Element: TensorElement & FixedWidthInteger>(_: Element.Type) -> TypedTensor? {
      var elements: [Element] = []
      elements.reserveCapacity(count)
      for value in values {
        guard let element = Element(exactly: value) else { return nil }
        elements.append(element)
      }
      return TypedTensor(shape: shape, elements)
    }
    switch type {
    case .float32: return TypedTensor(self)
    case .float64: return TypedTensor(shape: shape, values.map { Double($0) })
    case .float16: return TypedTensor(shape: shape, values.map { Float16($0) })
    case .int8: return whole(Int8.self)
    case .int16: return whole(Int16.self)
    case .int32: return whole(Int32.self)
    case .int64: return whole(Int64.self)
    case .uint8: return whole(UInt8.self)
    case .uint16: return whole(UInt16.self)
    case .uint32: return whole(UInt32.self)
    case .uint64: return whole(UInt64.self)
    case .bool:
      return values.allSatisfy { $0 == 0 || $0 == 1 }
        ? TypedTensor(shape: shape, values.map { $0 == 1 }) : nil
    }
  }
}
