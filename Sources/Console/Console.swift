import Language

/// The notebook without a terminal: what prompts, script runners, reports and editors share.
///
/// It numbers the entries, keeps `ans`, `_` and `out`, knows the words that only a prompt understands (`quit`, `?name`,
/// `:vars`), and tells everything else to the interpreter. One thread executes; `interrupt` may come from any.
public final class Console: @unchecked Sendable {
  /// Names that the console itself keeps among the variables.
  static let ownNames: Set<String> = ["ans", "_", "out"]

  public let commands: CommandTable
  let sink: @Sendable (Event) -> Void
  private let interruption = Interruption()
  private let isInterruptedOutside: @Sendable () -> Bool
  private(set) var interpreter: Interpreter
  private var outputs = Outputs()
  var journal = Journal()
  /// The number of the next entry, from 1.
  public private(set) var entryNumber = 1

  /// `isInterrupted` is asked by running code besides `interrupt()`: a Ctrl-C that the client counts itself.
  public init(
    commands: CommandTable, isInterrupted: @escaping @Sendable () -> Bool = { false },
    sink: @escaping @Sendable (Event) -> Void
  ) {
    self.commands = commands
    self.sink = sink
    isInterruptedOutside = isInterrupted
    interpreter = Self.makeInterpreter(commands, interruption, isInterrupted, sink)
  }

  private static func makeInterpreter(
    _ commands: CommandTable, _ interruption: Interruption, _ isInterrupted: @escaping @Sendable () -> Bool,
    _ sink: @escaping @Sendable (Event) -> Void
  ) -> Interpreter {
    Interpreter(commands: commands, sink: sink, isInterrupted: { interruption.isRaised || isInterrupted() })
  }

  // MARK: Running

  /// Runs one entry of the notebook: code, a word for the console, or a request for help. Values are echoed.
  @discardableResult
  public func execute(_ text: String, name: String? = nil) -> EntryOutcome {
    interruption.clear()
    let text = NotebookPrompt.removed(from: text)
    let words = text.trimmed
    if words.isEmpty { return EntryOutcome() }
    if isLeaving(words) { return EntryOutcome(isLeaving: true) }
    if let request = HelpRequest(words), !isDefined(request.keyword) { return answer(request) }
    if words.hasPrefix(":") { return runConsoleCommand(words) }
    return runEntry(text, name: name ?? "dcs[\(entryNumber)]")
  }

  /// Runs a whole script: nothing is echoed, and what only a prompt understands is refused.
  @discardableResult
  public func run(_ script: SourceText, parameters: [String: String] = [:]) -> EntryOutcome {
    interruption.clear()
    let outcome = EntryOutcome(interpreter.execute(script, echo: .none, parameters: parameters))
    return reported(outcome.mapError { ScriptHints.explained($0) })
  }

  /// Stops what is running at its next mini-batch.
  public func interrupt() { interruption.raise() }

  private func runEntry(_ text: String, name: String) -> EntryOutcome {
    let number = entryNumber
    entryNumber += 1
    let result = interpreter.execute(SourceText(name: name, text: text), echo: .all, parameters: [:])
    let outcome = EntryOutcome(result)
    journal.append(text, number: number, worked: outcome.error == nil)
    if outcome.error == nil, let value = outcome.value { keep(value, number: number) }
    return reported(outcome)
  }

  private func keep(_ value: Value, number: Int) {
    if case .none = value { return }
    outputs.append(value, number: number)
    interpreter.globals["ans"] = value
    interpreter.globals["_"] = value
    interpreter.globals["out"] = .object(outputs)
  }

  private func reported(_ outcome: EntryOutcome) -> EntryOutcome {
    if let error = outcome.error { sink(.diagnostic(error)) }
    return outcome
  }

  /// `quit` and `exit`, with or without `()`, unless the user has a variable of that name.
  private func isLeaving(_ words: String) -> Bool {
    let word = words.hasSuffix("()") ? String(words.dropLast(2)) : words
    return ["quit", "exit"].contains(word) && !isDefined(word)
  }

  func isDefined(_ name: String) -> Bool { interpreter.globals[name] != nil }

  // MARK: Asking

  /// Whether `text` may run, needs another line, or is wrong whatever follows.
  public func isComplete(_ text: String) -> Completeness {
    let words = text.trimmed
    if words.isEmpty || words.hasPrefix(":") || HelpRequest(words) != nil { return .complete }
    return Parser.isComplete(NotebookPrompt.removed(from: text))
  }

  /// The user's variables by name, without the console's own.
  public var variables: [(name: String, value: Value)] {
    interpreter.globals.names.sorted()
      .filter { !Self.ownNames.contains($0) }
      .compactMap { name in interpreter.globals[name].map { (name, $0) } }
  }

  // MARK: Starting over

  /// Forgets variables, outputs and entries.
  func reset() {
    interpreter = Self.makeInterpreter(commands, interruption, isInterruptedOutside, sink)
    outputs = Outputs()
    journal = Journal()
    entryNumber = 1
  }
}
