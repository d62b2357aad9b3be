/// What Tab offers at the cursor.
public struct Completion: Sendable {
  public enum Kind: Sendable {
    case variable, command, keyword, argument, field, choice
  }

  public struct Candidate: Sendable {
    /// Replaces the word; a named argument comes with its `=`.
    public let text: String
    public let kind: Kind
    /// One line for lists: the summary of a command or argument, the kind of a variable.
    public let summary: String
  }

  public let candidates: [Candidate]
  /// The word to be replaced, in UTF-8 bytes of the text.
  public let replacing: Range<Int>
  /// The cursor stands in a string for which nothing is known: offer files.
  public let expectsFileName: Bool
  /// What ends the string that the cursor is in.
  public let quote: Character?
}

/// Completion and signatures, from the commands' declarations and the session's variables; no words
/// of its own.
public struct Completer: Sendable {
  private let commands: CommandTable
  private let globals: Environment

  public init(commands: CommandTable, globals: Environment) {
    (self.commands, self.globals) = (commands, globals)
  }

  /// `cursor` counts UTF-8 bytes.
  public func complete(_ text: String, cursor: Int) -> Completion {
    let context = CursorContext(text, cursor: cursor)
    let found = candidates(context).filter { $0.text.hasPrefix(context.word) }
    var expectsFileName = false
    if case .string = context.place { expectsFileName = found.isEmpty }
    return Completion(
      candidates: found, replacing: context.wordStart..<context.wordStart + context.word.utf8.count,
      expectsFileName: expectsFileName, quote: context.quote)
  }

  /// The signature of the call around the cursor: the second Tab shows it.
  public func signature(_ text: String, cursor: Int) -> String? {
    guard let callee = CursorContext(text, cursor: cursor).call?.callee else { return nil }
    if let description = globals.lookup(callee)?.functionDescription {
      return description.signature
    }
    return commands[callee].map { CommandHelp($0).signature }
  }

  private func candidates(_ context: CursorContext) -> [Completion.Candidate] {
    switch context.place {
    case .comment: return []
    case .string:
      if let indexed = context.indexed { return layers(of: indexed) }
      let choices = choices(context.call)
      return choices.isEmpty ? layers(context.call) : choices
    case .field(let path): return fields(path)
    case .code:
      if context.isInBraces {
        let layers = layers(context.call)
        return layers.isEmpty ? names : layers
      }
      let values = values(context.call)
      return values.isEmpty ? arguments(context.call) + names : values
    }
  }

  // MARK: Inside a call

  private func parameters(_ call: CursorContext.Call?) -> [any AnyParameter] {
    guard let call, let command = commands[call.callee] else { return [] }
    return type(of: command).parameters
  }

  /// Named arguments that are not given yet.
  private func arguments(_ call: CursorContext.Call?) -> [Completion.Candidate] {
    guard let call, call.argument == nil else { return [] }
    if case .function(let function)? = globals.lookup(call.callee),
      let function = function as? UserFunction
    {
      let names = function.signature.parameters.map(\.name).filter { !call.given.contains($0) }
      return names.map { Completion.Candidate(text: $0 + "=", kind: .argument, summary: "") }
    }
    return parameters(call).filter { !call.given.contains($0.name) }.map {
      Completion.Candidate(text: $0.name + "=", kind: .argument, summary: $0.summary)
    }
  }

  /// The argument that is being typed.
  private func parameter(_ call: CursorContext.Call?) -> (any AnyParameter)? {
    guard let call else { return nil }
    let parameters = self.parameters(call)
    let position = call.commas + (call.isPiped ? 1 : 0)
    return call.argument.map { name in parameters.first { $0.name == name } }
      ?? (position < parameters.count ? parameters[position] : nil)
  }

  /// The choices of the argument whose string is being typed.
  private func choices(_ call: CursorContext.Call?) -> [Completion.Candidate] {
    parameter(call)?.choices.map { Completion.Candidate(text: $0, kind: .choice, summary: "") }
      ?? []
  }

  /// Behind `method=`: all that may stand there, when that is a few words.
  private func values(_ call: CursorContext.Call?) -> [Completion.Candidate] {
    guard call?.argument != nil, let parameter = parameter(call) else { return [] }
    var words = parameter.choices.map { Value.quoted($0) }
    if case .bool? = parameter.defaultValue { words = ["true", "false"] }
    guard !parameter.takesOtherWords else { return [] }
    return words.map { Completion.Candidate(text: $0, kind: .choice, summary: "") }
  }

  /// The fields of the call's subject that have fields themselves: the names that per-layer
  /// arguments take.
  private func layers(_ call: CursorContext.Call?) -> [Completion.Candidate] {
    call?.subject.map(layers(of:)) ?? []
  }

  private func layers(of subject: String) -> [Completion.Candidate] {
    guard case .object(let object)? = globals.lookup(subject) else { return [] }
    return object.fieldNames.filter { name in
      guard let value = try? object.field(name), case .object(let field) = value else {
        return false
      }
      return !field.fieldNames.isEmpty
    }.map { Completion.Candidate(text: $0, kind: .field, summary: "") }
  }

  // MARK: Names and fields

  private var names: [Completion.Candidate] {
    let variables = globals.variables.map {
      Completion.Candidate(text: $0.name, kind: .variable, summary: $0.value.typeName)
    }
    let hidden = Set(globals.names)
    let commands = self.commands.commands.map { type(of: $0) }.filter { !hidden.contains($0.name) }
      .map {
        Completion.Candidate(text: $0.name, kind: .command, summary: $0.summary)
      }
    return variables + commands
      + Keyword.allCases.map {
        Completion.Candidate(text: $0.rawValue, kind: .keyword, summary: "")
      }
  }

  private func fields(_ path: [String]) -> [Completion.Candidate] {
    guard let first = path.first, var value = globals.lookup(first) else { return [] }
    for name in path.dropFirst() {
      guard let next = try? Indexing.field(name, of: value) else { return [] }
      value = next
    }
    return value.fieldNames.map { Completion.Candidate(text: $0, kind: .field, summary: "") }
  }
}

extension Value {
  /// What may stand behind a dot.
  var fieldNames: [String] {
    switch self {
    case .record(let record): record.keys
    case .object(let object): object.fieldNames
    case .range: ["first", "last", "step"]
    default: []
    }
  }
}
