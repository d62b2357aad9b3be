import Language
import Synchronization

/// Runs code and keeps what it told its client.
final class Recording: Sendable {
  private let events = Mutex<[Event]>([])
  /// Polls left until an interruption is pretended; nil for never.
  private let polls: Mutex<Int?>

  init(interruptAfter polls: Int? = nil) { self.polls = Mutex(polls) }

  func interpreter() -> Interpreter {
    Interpreter(commands: testCommands) { event in
      self.events.withLock { $0.append(event) }
    } isInterrupted: {
      self.polls.withLock { left in
        guard let count = left else { return false }
        left = count - 1
        return count <= 0
      }
    }
  }

  var all: [Event] { events.withLock { $0 } }

  /// Printed text, line by line.
  var lines: [String] {
    all.compactMap { if case .text(let text) = $0 { text } else { nil } }.flatMap {
      $0.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }
  }

  var echoes: [String] {
    all.compactMap { if case .value(let value) = $0 { value.literal } else { nil } }
  }
  var diagnostics: [Diagnostic] {
    all.compactMap { if case .diagnostic(let diagnostic) = $0 { diagnostic } else { nil } }
  }
  var checks: [CheckResult] {
    all.compactMap { if case .check(let result) = $0 { result } else { nil } }
  }
}

/// Runs a script in a fresh interpreter.
func run(
  _ text: String, name: String = "test.dcs", echo: Echo = .none, parameters: [String: String] = [:]
)
  -> (outcome: Outcome, recording: Recording)
{
  let recording = Recording()
  let outcome = recording.interpreter().execute(
    SourceText(name: name, text: text), echo: echo, parameters: parameters)
  return (outcome, recording)
}

/// What a script prints, or its error.
func output(_ text: String) -> [String] {
  let (outcome, recording) = run(text)
  return recording.lines + (outcome.error.map { ["\($0.kind): \($0.message)"] } ?? [])
}
