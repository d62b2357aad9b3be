import Commands
import Console
@preconcurrency import Foundation
import Jupyter
import Language
import Synchronization

/// `dcs --stdio-json`: an editor asks by one JSON object a line and hears answers in the same way.
///
///     {"id": 1, "execute": "x = 2; x"}        {"id": 1, "event": "value", "data": {...}} ...
///                                             {"id": 1, "done": "ok"}
///     {"id": 2, "complete": "pru", "cursor": 3}   {"id": 2, "matches": [...], "start": 0}
///     {"id": 3, "inspect": "prune"}           {"id": 3, "text": "prune(...)..."}
///     {"id": 4, "is_complete": "f("}          {"id": 4, "state": "incomplete"}
///     {"interrupt": true}                     stops what runs, at once
final class JSONConversation: Sendable {
  private let current = Mutex<Int>(0)
  private let output = Mutex<Void>(())

  func run() -> Language.ExitCode {
    let console = Console(commands: StandardCommands.table(session: Session())) { [self] event in
      tell(event)
    }
    let requests = AsyncLines()
    Thread.detachNewThread {
      while let line = readLine() {
        if let request = Self.object(line), request["interrupt"] as? Bool == true {
          console.interrupt()
        } else {
          requests.append(line)
        }
      }
      requests.finish()
    }
    while let line = requests.next() { answer(line, console) }
    return .success
  }

  private static func object(_ line: String) -> [String: Any]? {
    (try? JSONSerialization.jsonObject(with: Data(line.utf8))) as? [String: Any]
  }

  private func answer(_ line: String, _ console: Console) {
    guard let request = Self.object(line) else {
      return write(JSONObject().with("error", "a line is one JSON object"))
    }
    let id = request["id"] as? Int ?? 0
    current.withLock { $0 = id }
    let reply = JSONObject().with("id", id)
    if let code = request["execute"] as? String {
      let outcome = console.execute(code)
      let state = outcome.error.map { $0.kind.rawValue } ?? "ok"
      write(reply.with("done", state).with("entry", console.entryNumber - 1))
    } else if let text = request["complete"] as? String {
      let found = console.complete(text, cursor: request["cursor"] as? Int ?? text.utf8.count)
      write(reply.with("matches", found.candidates).with("start", found.start))
    } else if let name = request["inspect"] as? String {
      let text = console.inspect(name, isDetailed: request["detailed"] as? Bool ?? false)
      write(text.map { reply.with("text", $0) } ?? reply.adding("text", "null"))
    } else if let text = request["is_complete"] as? String {
      write(reply.with("state", Self.state(console.isComplete(text))))
    } else {
      write(reply.with("error", "ask for execute, complete, inspect, is_complete or interrupt"))
    }
  }

  private static func state(_ completeness: Completeness) -> String {
    switch completeness {
    case .complete: "complete"
    case .incomplete: "incomplete"
    case .invalid: "invalid"
    }
  }

  private func tell(_ event: Event) {
    let message = JSONObject().with("id", current.withLock { $0 })
    switch event {
    case .text(let text), .help(let text):
      write(message.with("event", "text").with("text", text))
    case .outcome(let text): write(message.with("event", "outcome").with("text", text))
    case .note(let text): write(message.with("event", "note").with("text", text))
    case .table(let table):
      write(
        message.with("event", "table").with("title", table.title ?? "")
          .adding("rows", Self.line(TableRenderer.json(table))))
    case .picture(let path, let caption, _):
      write(message.with("event", "picture").with("path", path).with("caption", caption))
    case .value(let value):
      write(
        message.with("event", "value").adding("value", Self.line(JSONText.value(value)))
          .with("text", value.text))
    case .progress(let progress):
      write(
        message.with("event", "progress").with("stage", progress.stage).with("done", progress.done)
          .with("total", progress.total))
    case .check(let result):
      write(
        message.with("event", "check").with("passed", result.passed)
          .with("message", result.message))
    case .diagnostic(let diagnostic): write(Self.error(diagnostic, message))
    case .prose, .statement, .used: break
    }
  }

  private static func error(_ diagnostic: Diagnostic, _ message: JSONObject) -> JSONObject {
    var told = message.with("event", "error").with("kind", diagnostic.kind.rawValue)
      .with("message", diagnostic.message)
    if let span = diagnostic.span {
      told = told.with("line", span.line).with("column", span.column)
    }
    return told.with("hint", diagnostic.hint ?? "")
  }

  /// JSON over several lines as one: strings hold no line breaks.
  private static func line(_ json: String) -> String { json.replacing("\n", with: " ") }

  private func write(_ object: JSONObject) {
    output.withLock { _ in
      print(object.text)
      fflush(stdout)
    }
  }
}

/// Lines that one thread brings and another takes.
private final class AsyncLines: @unchecked Sendable {
  private let condition = NSCondition()
  private var lines: [String] = []
  private var isFinished = false

  func append(_ line: String) {
    condition.lock()
    lines.append(line)
    condition.signal()
    condition.unlock()
  }

  func finish() {
    condition.lock()
    isFinished = true
    condition.signal()
    condition.unlock()
  }

  /// Waits for the next; nil at the end.
  func next() -> String? {
    condition.lock()
    defer { condition.unlock() }
    while lines.isEmpty && !isFinished { condition.wait() }
    return lines.isEmpty ? nil : lines.removeFirst()
  }
}
