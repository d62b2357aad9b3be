import Language
import Networks
import Tensors

/// Values for all inputs of a net: a tensor or file for the only one, a list in their order, or a
/// record by their names.
struct NetworkInputs: ValueConvertible {
  private enum Source: Sendable {
    case tensor(TensorValue)
    /// Read when the net is known, which says what it takes.
    case file(path: String)

    init(_ value: Value) throws {
      if case .string(let path) = value {
        self = .file(path: path)
      } else {
        self = .tensor(try TensorValue(value))
      }
    }
  }

  private let values: [(name: String?, source: Source)]
  let asValue: Value

  static var typeDescription: String {
    "a tensor, the path of a file, or a list or record of these"
  }

  init(_ value: Value) throws {
    asValue = value
    switch value {
    case .record(let record):
      values = try record.pairs.map { ($0.key, try Source($0.value)) }
    case .list(let elements) where elements.contains(where: Self.isWhole):
      values = try elements.map { (nil, try Source($0)) }
    default: values = [(nil, try Source(value))]
    }
  }

  /// Whether an element of a list is an input, and not a number of one.
  private static func isWhole(_ value: Value) -> Bool {
    switch value {
    case .object(is TensorValue), .string: true
    default: false
    }
  }

  /// An argument for images that no input needs is a mistake.
  func refuseStrangers(_ files: FileInput, _ call: BoundCall) throws {
    guard let given = files.firstGiven, !hasImages else { return }
    throw call.fault(.argument, at: given, "'\(given.name)' is for image files, and there is none")
  }

  private var hasImages: Bool {
    values.contains { value in
      if case .file(let path) = value.source { FileInput.isImage(path) } else { false }
    }
  }

  /// One for each of the net's inputs, in the element types that they want. A tensor that lacks
  /// nothing but the batch is one example.
  func tensors(for network: Network, _ files: FileInput) throws -> [TypedTensor] {
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
      return try Self.typed(try Self.value(of: value.source, for: input, files), for: input)
    }
  }

  /// The only value, for a net with one input; nil when there are several.
  func only(for input: Network.Input, _ files: FileInput) throws -> TensorValue? {
    values.count == 1 ? try Self.value(of: values[0].source, for: input, files) : nil
  }

  private static func value(of source: Source, for input: Network.Input, _ files: FileInput) throws
    -> TensorValue
  {
    switch source {
    case .tensor(let tensor): tensor
    case .file(let path): try files.tensor(path, for: input.type)
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
