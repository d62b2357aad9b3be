/// The help of a command, made of its declaration.
public struct CommandHelp: Sendable {
  public let command: any Command

  public init(_ command: any Command) { self.command = command }

  private var declaration: any Command.Type { type(of: command) }

  /// "prune(network, sparsity=0.9, method="magnitude")"; a variadic parameter has three points.
  public var signature: String {
    let parameters = declaration.parameters.map { Self.signature(of: $0) }
    return "\(declaration.name)(\(parameters.joined(separator: ", ")))"
  }

  /// The required arguments, and as many others as fit into one line.
  public var shortSignature: String {
    var parts: [String] = []
    for parameter in declaration.parameters {
      let part = Self.signature(of: parameter)
      let length = declaration.name.count + 2 + (parts + [part]).reduce(0) { $0 + $1.count + 2 }
      if length > Self.signatureWidth, !parameter.isRequired {
        parts.append("...")
        break
      }
      parts.append(part)
    }
    return "\(declaration.name)(\(parts.joined(separator: ", ")))"
  }

  private static let signatureWidth = 70

  static func signature(of parameter: any AnyParameter) -> String {
    if parameter.isVariadic { return "\(parameter.name)..." }
    return parameter.defaultValue.map { "\(parameter.name)=\($0.literal)" } ?? parameter.name
  }

  /// What `?name` shows; with `details` (the mathematics, the paper's section) what `??name` shows.
  /// Plain text.
  public func text(details: Bool = false) -> String {
    var parts = [shortSignature + "\n" + declaration.summary]
    if !declaration.parameters.isEmpty { parts.append(parameters) }
    if details, !declaration.details.isEmpty { parts.append(declaration.details) }
    if !declaration.examples.isEmpty { parts.append(examples) }
    return parts.joined(separator: "\n\n")
  }

  private var parameters: String {
    let lefts = declaration.parameters.map { Self.signature(of: $0) }
    let width = lefts.map(\.displayWidth).max() ?? 0
    return zip(declaration.parameters, lefts).map { parameter, left in
      let blanks = String(repeating: " ", count: width - left.displayWidth)
      let choices =
        parameter.choices.allSatisfy(parameter.typeDescription.contains)
        ? "" : ": " + parameter.choices.map { Value.quoted($0) }.joined(separator: ", ")
      return
        """
          \(left)\(blanks)  \(parameter.summary) (\(parameter.typeDescription)\(choices))
        """
    }.joined(separator: "\n")
  }

  private var examples: String {
    declaration.examples.map { example in
      let lines = example.code.split(separator: "\n").map { "  \($0)" }.joined(separator: "\n")
      guard let prints = example.prints, !prints.contains("\n") else { return lines }
      return "\(lines)  # \(prints)"
    }.joined(separator: "\n")
  }
}
