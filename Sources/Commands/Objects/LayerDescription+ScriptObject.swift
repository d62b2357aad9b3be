import Language
import Networks

/// What `dense(300)` gives: one entry of `net([...])`.
extension LayerDescription: ScriptObject {
  public var typeName: String { "layer description" }

  public var summary: String {
    let settings = attributes.sorted { $0.key < $1.key }.map { "\($0.key)=\(Self.text($0.value))" }
    return ([operation] + settings).joined(separator: " ")
  }

  private static func text(_ attribute: Attribute) -> String {
    switch attribute {
    case .integers(let values): values.map(String.init).joined(separator: "x")
    case .number(let value): Value.number(value).brief()
    case .text(let text): text
    }
  }
}

extension LayerDescription: ValueConvertible {
  public static var typeDescription: String { "a layer such as dense(300) or relu" }

  /// Layers whose commands may be named without a call: `relu`.
  private static let bare = [
    "relu", "sigmoid", "tanh", "leaky_relu", "flatten", "softmax", "lrn", "batchnorm",
    "global_avgpool",
  ]

  /// A command's name stands for its call without arguments.
  public init(_ value: Value) throws {
    switch value {
    case .object(let description as LayerDescription): self = description
    case .function(let function) where Self.bare.contains(function.name):
      self.init(operation: function.name)
    case .function(let function) where !function.name.isEmpty:
      throw Diagnostic(
        .type, "expected \(Self.typeDescription), got the function \(function.name)",
        hint: "call it: \(function.name)(...)")
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  public var asValue: Value { .object(self) }
}
