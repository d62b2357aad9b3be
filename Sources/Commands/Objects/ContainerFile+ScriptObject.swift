import CompressedModels
import Language
import Networks
import Tensors

/// A `.dcz` file that stays where it is, seen from the language.
extension ContainerFile: ScriptObject {
  public var typeName: String { "file" }

  public var summary: String {
    "file of \(names.count) coded layers, \(ByteText.text(bytes)), read one at a time"
  }

  public var display: Displayed { .text(summary) }
  public var facts: ObjectFacts { ObjectFacts(bytes: bytes) }
  public var fieldNames: [String] { ["layers", "bytes"] }

  public func field(_ name: String) throws -> Value? {
    switch name {
    case "layers": .list(names.map { .string($0) })
    case "bytes": .number(Double(bytes))
    default: try value(name)
    }
  }

  /// `file["layers.3.mlp"]`: one layer; where it was cut into blocks of rows, all its weights.
  public func element(at subscripts: [Subscript]) throws -> Value {
    guard subscripts.count == 1, case .position(.string(let name)) = subscripts[0] else {
      throw Diagnostic(
        .type, "a file is indexed by the name of a layer",
        hint: "layers lists them: file[file.layers[0]]")
    }
    guard let value = try value(name) else {
      throw Diagnostic(
        .name, "the file has no layer '\(name)'", hint: Suggestion.hint(for: name, among: names))
    }
    return value
  }

  private func value(_ name: String) throws -> Value? {
    if let layer = try layer(name) {
      let parameter = LayerParameter("", .weights, try layer.weights(), bias: layer.bias)
      return .object(LayerValue(name: name, kind: layer.codingName, parameter: parameter))
    }
    let blocks = names.filter { $0.hasPrefix("\(name)[") && $0.hasSuffix("]") }
    guard !blocks.isEmpty else { return nil }
    let parts = try blocks.compactMap { try layer($0)?.weights().tensor }
    return TypedTensor(rowsOf: parts.map(TypedTensor.init)).map { TensorValue($0).value }
  }
}
