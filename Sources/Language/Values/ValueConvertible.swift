/// A Swift type that an argument can be decoded into, so that a command's `run` never tests cases.
public protocol ValueConvertible: Sendable {
  /// For signatures and messages: "a number", "a net".
  static var typeDescription: String { get }
  /// Throws a `Diagnostic` of kind type or value (without a span: the binder adds it).
  init(_ value: Value) throws
  /// How a default is written in a signature.
  var asValue: Value { get }
}
