import CompressedModels

/// Why a network cannot become source text.
public enum CodeExportError: Error, Equatable, Sendable {
  /// All of the operations that the source has no function for, each with the number of layers.
  case unsupportedOperations([(operation: String, layers: Int)])
  case notAnIdentifier(String)
  /// An input that the source cannot take, or a network that cannot be computed.
  case unsupportedValue(String)
  /// The packed layers do not make a network.
  case container(ContainerError)

  public static func == (left: CodeExportError, right: CodeExportError) -> Bool {
    "\(left)" == "\(right)"
  }
}

extension CodeExportError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .unsupportedOperations(let operations):
      "C source cannot do "
        + operations.map { "\($0.operation) (\($0.layers) layer\($0.layers == 1 ? "" : "s"))" }
        .joined(separator: ", ")
    case .notAnIdentifier(let name):
      "'\(name)' is no name for C: letters, digits and _ are, at most 40, no digit first"
    case .unsupportedValue(let text): text
    case .container(let error): "\(error)"
    }
  }
}
