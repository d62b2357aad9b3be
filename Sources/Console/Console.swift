import Language

/// The notebook without a terminal: what prompts, script runners, reports and editors share.
///
/// It numbers the entries, keeps `ans`, `_` and `out`, knows the words that only a prompt
/// understands (`quit`, `?name`, `:vars`), and tells everything else to the interpreter. One thread
/// executes; `interrupt` may come from any.
public final class Console: @unchecked Sendable {
  /// Names that the console itself keeps among the variables.
  static let ownNames: Set<String> = ["ans", "_", "out"]

  public let commands: CommandTable
  let sink: @Sendable (Event) -> Void
  private let interruption: Interruption
  let interpreter: Interpreter
  private var outputs = Outputs()
  var journal = Journal()
  let settings: SharedSettings
  let shown: ShownEvents
  /// The number of the next entry, from 1.
  public private(set) var entryNumber = 1

  /// `isInterrupted` is asked by running code besides `interrupt()`: a Ctrl-C that the client
  /// counts itself.
  public init(
    commands: CommandTable, settings: SharedSettings = SharedSettings(),
    isInterrupted: @escaping @Sendable () -> Bool = { false },
    sink: @escaping @Sendable (Event) -> Void
  ) {
    let interruption = Interruption()
    let shown = ShownEvents()
    self.shown = shown
    self.commands = commands
    self.settings = settings
    self.sink = sink
    self.interruption = interruption
    interpreter = Interpreter(
      commands: commands,
      sink: {
        shown.keep($0)
        sink(ScriptHints.explained($0))
      },
      isInterrupted: { interruption.isRaised || isInterrupted() })
  }

  // MARK: Running

  /// Runs one entry of the notebook: code, a word for the console, or a request for help. Values
  /// are echoed.
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

  /// Runs a whole script; what only a prompt understands is refused. `echo` is `.last` for code
  /// from a command line.
  @discardableResult
  public func run(
    _ script: SourceText, parameters: [String: String] = [:], echo: Echo = .none
  ) -> EntryOutcome {
    interruption.clear()
    return EntryOutcome(interpreter.execute(script, echo: echo, parameters: parameters))
  }

  /// All that is known to be wrong with a script before it runs: its syntax, its calls, its
  /// includes.
  public func faults(in script: SourceText) -> [Diagnostic] { interpreter.faults(in: script) }

  /// Whether `text` asks for help: `?prune`, `help`.
  public static func isQuestion(_ text: String) -> Bool { HelpRequest(text.trimmed) != nil }

  /// Stops what is running at its next mini-batch.
  public func interrupt() { interruption.raise() }

  private func runEntry(_ text: String, name: String) -> EntryOutcome {
    let number = entryNumber
    entryNumber += 1
    shown.begin()
    let outcome = EntryOutcome(interpreter.execute(SourceText(name: name, text: text), echo: .all))
    journal.append(text, number: number, worked: outcome.error == nil)
    if outcome.error == nil, let value = outcome.value { keep(value, number: number) }
    return outcome
  }

  private func keep(_ value: Value, number: Int) {
    if case .none = value { return }
    outputs.append(value, number: number)
    interpreter.globals.set("ans", to: value)
    interpreter.globals.set("_", to: value)
    interpreter.globals.set("out", to: .object(outputs))
  }

  /// `quit` and `exit`, with or without `()`, unless the user has a variable of that name.
  private func isLeaving(_ words: String) -> Bool {
    let word = words.hasSuffix("()") ? String(words.dropLast(2)) : words
    return ["quit", "exit"].contains(word) && !isDefined(word)
  }

  func isDefined(_ name: String) -> Bool { interpreter.globals.lookup(name) != nil }

  // MARK: Asking

  /// Whether `text` may run, needs another line, or is wrong whatever follows.
  public func isComplete(_ text: String) -> Completeness {
    let words = text.trimmed
    if words.isEmpty || words.hasPrefix(":") || HelpRequest(words) != nil { return .complete }
    return Parser.isComplete(NotebookPrompt.removed(from: text))
  }

  /// Whether a prompt should ask for more before it runs `text`.
  public func needsAnotherLine(_ text: String) -> Bool {
    if case .incomplete = isComplete(text) { true } else { false }
  }

  /// The user's variables in the order of their first assignment, without the console's own.
  public var variables: [(name: String, value: Value)] {
    interpreter.globals.variables.filter { !Self.ownNames.contains($0.name) }
  }

  // MARK: Starting over

  /// Forgets variables, outputs and entries.
  func reset() {
    interpreter.globals.removeAll()
    outputs = Outputs()
    journal = Journal()
    entryNumber = 1
  }
}
