import Commands
import Language
import Synchronization

/// Runs examples as `dcs -c` would: what they print, then the value of the last expression.
enum ExampleRunner {
  static func run(_ code: String, commands: [any Command]) -> (output: String, error: Diagnostic?) {
    let lines = Lines()
    let interpreter = Interpreter(commands: CommandTable(commands)) {
      lines.append($0)
    } isInterrupted: {
      false
    }
    let outcome = interpreter.execute(SourceText(name: "example", text: code), echo: .last)
    return (lines.text, outcome.error)
  }

  /// Why the examples do not keep what they promise; empty when they do. Files that they write to
  /// /tmp go to `folder`.
  static func faults(of command: any Command, commands: [any Command], folder: String = "/tmp")
    -> [String]
  {
    let type = type(of: command)
    return type.examples.compactMap { example in
      let code = example.code.replacing("/tmp/", with: folder + "/")
      let (output, error) = run(code, commands: commands)
      if let error { return "\(example.code): \(error.kind): \(error.message)" }
      guard let promised = example.prints, promised != output else { return nil }
      return "\(example.code): prints \(output), not \(promised)"
    }
  }

  /// What the declaration lacks: a summary that is one sentence, examples, a parameter that no
  /// example shows. Required ones stand in every call; optional ones must be written by name at
  /// least once.
  static func omissions(of command: any Command) -> [String] {
    let type = type(of: command)
    let code = type.examples.map(\.code).joined(separator: "\n")
    let hidden = type.parameters.filter {
      !$0.isRequired && !$0.isVariadic && !code.contains("\($0.name)=")
    }
    var omissions = hidden.map { "no example shows \($0.name)=" }
    if type.examples.isEmpty { omissions.append("no example") }
    if !code.contains(type.name) { omissions.append("no example calls it") }
    if !type.summary.hasSuffix(".") { omissions.append("the summary does not end in a full stop") }
    if let silent = type.parameters.first(where: { $0.summary.isEmpty }) {
      omissions.append("\(silent.name) has no meaning")
    }
    return omissions
  }

  private final class Lines: Sendable {
    private let lines = Mutex<[String]>([])

    var text: String { lines.withLock { $0.joined(separator: "\n") } }

    func append(_ event: Event) {
      guard let line = ExampleRunner.line(event) else { return }
      lines.withLock { $0.append(line) }
    }
  }

  /// What a client without a terminal would show of an event.
  static func line(_ event: Event) -> String? {
    switch event {
    case .text(let text): text
    case .table(let table): TableRenderer.text(table)
    case .value(let value):
      switch value.display {
      case .text(let text): text
      case .table(let table): TableRenderer.text(table)
      }
    case .picture, .progress, .outcome, .help, .note, .diagnostic, .check, .prose, .statement,
      .used:
      nil
    }
  }
}
