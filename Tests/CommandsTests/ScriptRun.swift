import Commands
import Language
import Synchronization
import TestSupport
import Testing

/// What a script does when it runs with all commands. "/tmp/" in the script stands for a folder of
/// its own, and in messages the folder is written "/tmp/" again.
struct ScriptRun {
  /// Texts, tables and the last value, as a client without a terminal shows them.
  let output: String
  let error: Diagnostic?
  let events: [Event]
  let folder: TemporaryFolder

  init(
    _ code: String, folder: TemporaryFolder? = nil, session: Session = Session(),
    isInterrupted: @escaping @Sendable () -> Bool = { false }
  ) throws {
    let folder = try folder ?? TemporaryFolder()
    let recorder = EventRecorder()
    let interpreter = Interpreter(
      commands: StandardCommands.table(session: session), sink: recorder.append,
      isInterrupted: isInterrupted)
    let text = code.replacing("/tmp/", with: folder.path + "/")
    let outcome = interpreter.execute(SourceText(name: "test", text: text), echo: .last)
    (self.folder, error, events) = (folder, outcome.error, recorder.events)
    output = recorder.events.compactMap(ExampleRunner.line).joined(separator: "\n")
  }

  /// What was printed, or "kind: message" of the error.
  var story: String { error.map { "\($0.kind): \(unfolded($0.message))" } ?? unfolded(output) }

  /// The source that the error points at.
  var place: String { unfolded(error?.span?.text ?? "") }

  var hint: String { unfolded(error?.hint ?? "") }

  var tables: [Table] {
    events.compactMap { if case .table(let table) = $0 { table } else { nil } }
  }

  var pictures: [String] {
    events.compactMap { if case .picture(let path, _, _) = $0 { path } else { nil } }
  }

  var notes: [String] {
    events.compactMap { if case .note(let text) = $0 { text } else { nil } }
  }

  var outcomes: [String] {
    events.compactMap { if case .outcome(let text) = $0 { text } else { nil } }
  }

  var progress: [Progress] {
    events.compactMap { if case .progress(let progress) = $0 { progress } else { nil } }
  }

  private func unfolded(_ text: String) -> String {
    text.replacing(folder.path + "/", with: "/tmp/")
  }

  private final class EventRecorder: Sendable {
    private let storage = Mutex<[Event]>([])

    var events: [Event] { storage.withLock { $0 } }

    @Sendable func append(_ event: Event) { storage.withLock { $0.append(event) } }
  }
}

extension Case {
  /// What the code prints with all commands, or "kind: message".
  func story() throws -> String { try ScriptRun(code).story }
}

/// Code that must be refused: the error and the source that it points at.
struct Refusal: Sendable, CustomTestStringConvertible {
  let code: String
  let message: String
  let place: String
  let hint: String

  init(_ code: String, _ message: String, at place: String, hint: String = "") {
    (self.code, self.message, self.place, self.hint) = (code, message, place, hint)
  }

  var testDescription: String { code }
}

/// Expects the error, its place and its hint.
func check(_ refusal: Refusal) throws {
  let run = try ScriptRun(refusal.code)
  #expect(run.story == refusal.message)
  #expect(run.place == refusal.place)
  #expect(run.hint == refusal.hint)
}

/// Small nets for scripts.
enum Nets {
  /// 2-8-4, random: for the toy data.
  static let toy = "n = net([dense(8), relu, dense(4)], input=[2]); "
  static let pruned = toy + "p = n |> prune(sparsity=50%); "
  static let shared = pruned + "q = p |> quantize(bits=2); "
  static let packed = shared + "h = q |> huffman; "
}
