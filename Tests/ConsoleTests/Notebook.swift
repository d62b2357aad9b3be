import Console
import Language
import Synchronization

/// A console with a few commands, and everything it tells its client.
final class Notebook: Sendable {
  private let events = Events()
  let console: Console
  let settings = SharedSettings()

  init() {
    let events = events
    console = Console(
      commands: CommandTable([DoubleCommand(), HushCommand(), SpinCommand()]), settings: settings
    ) {
      events.append($0)
    }
  }

  /// Runs one entry and gives what it tells.
  @discardableResult func enter(_ text: String) -> [String] {
    events.clear()
    console.execute(text)
    return lines
  }

  var lines: [String] { events.all.compactMap(Self.line) }

  /// Values by their literal, errors by `kind: message`.
  private static func line(_ event: Event) -> String? {
    switch event {
    case .text(let text): text
    case .table(let table):
      "table of \(table.columns.map(\.name).joined(separator: " ")): \(table.rowCount) rows"
    case .value(let value): value.literal
    case .diagnostic(let diagnostic): "\(diagnostic.kind.rawValue): \(diagnostic.message)"
    case .note(let text): "note: \(text)"
    case .outcome(let text): "outcome: \(text)"
    case .help(let text): text
    case .picture(let path, _, _): "picture \(path)"
    case .progress(let progress): "progress \(progress.done)"
    case .check(let result): "check \(result.passed)"
    case .prose(let text): "prose \(text)"
    case .statement, .used: nil
    }
  }

  private final class Events: Sendable {
    private let kept = Mutex<[Event]>([])
    var all: [Event] { kept.withLock { $0 } }
    func append(_ event: Event) { kept.withLock { $0.append(event) } }
    func clear() { kept.withLock { $0 = [] } }
  }
}

struct DoubleCommand: Command {
  static let name = "double"
  static let summary = "Twice a number."
  static let details = "Computes 2x."
  static let group = CommandGroup.numbers
  static let number = Parameter<Double>("number", "what to double")
  static let times = Parameter<Double>("times", "how often", default: 1)
  static let parameters: [any AnyParameter] = [number, times]
  static let examples = [Example("double(21)", prints: "42")]

  func run(_ call: BoundCall) throws -> Value {
    var result = call[Self.number]
    for _ in 0..<Int(call[Self.times]) { result *= 2 }
    return .number(result)
  }
}

/// Gives back its subject without an echo, as `show` does.
struct HushCommand: Command {
  static let name = "hush"
  static let summary = "Gives back a number quietly."
  static let group = CommandGroup.look
  static let isQuiet = true
  static let number = Parameter<Double>("number", "what to give back")
  static let parameters: [any AnyParameter] = [number]
  static let examples = [Example("hush(1)")]

  func run(_ call: BoundCall) throws -> Value { .number(call[Self.number]) }
}

/// Works until it is interrupted, as a long training would.
struct SpinCommand: Command {
  static let name = "spin"
  static let summary = "Never ends by itself."
  static let group = CommandGroup.notebook
  static let parameters: [any AnyParameter] = []
  static let examples = [Example("spin()")]

  func run(_ call: BoundCall) throws -> Value {
    while true { try call.context.checkInterruption() }
  }
}
