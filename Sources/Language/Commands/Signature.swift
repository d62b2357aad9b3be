/// The parameters of a function or command, without their types: who gets which argument.
struct Signature: Sendable {
  struct Parameter: Sendable {
    let name: String
    let isRequired: Bool
    let isVariadic: Bool
  }

  /// One argument as far as matching cares.
  struct Argument {
    let name: Name?
    let span: Span
  }

  let callee: String
  let parameters: [Parameter]

  init(callee: String, parameters: [Parameter]) {
    (self.callee, self.parameters) = (callee, parameters)
  }

  init(_ command: any Command) {
    callee = type(of: command).name
    parameters = type(of: command).parameters.map {
      Parameter(name: $0.name, isRequired: $0.isRequired, isVariadic: $0.isVariadic)
    }
  }

  init(callee: String, _ definition: FunctionDefinition) {
    self.callee = callee
    parameters = definition.parameters.map {
      Parameter(name: $0.name.text, isRequired: $0.defaultValue == nil, isVariadic: false)
    }
  }

  /// For every parameter the positions of the arguments it gets.
  func match(_ arguments: [Argument], at span: Span) throws(Diagnostic) -> [[Int]] {
    var matched = [[Int]](repeating: [], count: parameters.count)
    var nextParameter = 0
    for (position, argument) in arguments.enumerated() {
      if let name = argument.name {
        let parameter = try index(of: name)
        guard matched[parameter].isEmpty else { throw duplicate(name) }
        matched[parameter] = [position]
      } else {
        guard nextParameter < parameters.count else { throw surplus(arguments, argument.span) }
        matched[nextParameter].append(position)
        if !parameters[nextParameter].isVariadic { nextParameter += 1 }
      }
    }
    for (parameter, positions) in zip(parameters, matched)
    where positions.isEmpty && parameter.isRequired {
      throw missing(parameter.name, span)
    }
    return matched
  }

  private func index(of name: Name) throws(Diagnostic) -> Int {
    if let index = parameters.firstIndex(where: { $0.name == name.text }) { return index }
    throw Diagnostic(
      .argument, "\(callee) has no argument '\(name.text)'", at: name.span,
      hint: Suggestion.hint(for: name.text, among: parameters.map(\.name)), notes: notes)
  }

  private func duplicate(_ name: Name) -> Diagnostic {
    Diagnostic(
      .argument, "argument '\(name.text)' of \(callee) is given twice", at: name.span, notes: notes)
  }

  private func missing(_ name: String, _ span: Span) -> Diagnostic {
    Diagnostic(.argument, "\(callee) needs argument '\(name)'", at: span, notes: notes)
  }

  private func surplus(_ arguments: [Argument], _ span: Span) -> Diagnostic {
    let given = arguments.count { $0.name == nil }
    let limit =
      parameters.isEmpty
      ? "no arguments" : parameters.count == 1 ? "1 argument" : "\(parameters.count) arguments"
    let most = parameters.contains { !$0.isRequired } ? "at most " : ""
    return Diagnostic(
      .argument, "\(callee) takes \(most)\(limit), not \(given)", at: span, notes: notes)
  }

  private var notes: [String] {
    parameters.isEmpty ? [] : ["arguments: " + parameters.map(\.name).joined(separator: ", ")]
  }
}
