import Console
import Language
import Synchronization

/// What a kernel tells all its clients: states, output, errors. Any thread may speak.
final class Publisher: Sendable {
  private struct State {
    let socket: Socket
    /// The request that is being answered.
    var parent: [UInt8]?
    var isSilent = false
    var number = 0
    /// An error is told when the entry has ended.
    var error: Diagnostic?
  }

  private let voice: KernelVoice
  private let state: Mutex<State>

  init(socket: Socket, voice: KernelVoice) {
    self.voice = voice
    state = Mutex(State(socket: socket))
  }

  func begin(_ parent: [UInt8]) {
    state.withLock { ($0.parent, $0.isSilent, $0.error) = (parent, false, nil) }
    publish("status", JSONObject().with("execution_state", "busy"))
  }

  func end() { publish("status", JSONObject().with("execution_state", "idle")) }

  /// An entry of this number begins; a silent one shows nothing.
  func beginEntry(_ code: String, number: Int, isSilent: Bool) {
    state.withLock { ($0.isSilent, $0.number) = (isSilent, number) }
    tell("execute_input", JSONObject().with("code", code).with("execution_count", number))
  }

  /// The error that ended the entry, told now.
  func endEntry(_ error: Diagnostic?) {
    if let error { tell("error", Self.content(of: error)) }
    state.withLock { $0.isSilent = false }
  }

  static func content(of error: Diagnostic) -> JSONObject {
    JSONObject().with("ename", error.kind.rawValue).with("evalue", error.message)
      .with("traceback", [DiagnosticRenderer(usesColor: true).text(error)])
  }

  func handle(_ event: Event) {
    switch event {
    case .text(let text), .help(let text): stream("stdout", text)
    case .outcome(let text), .note(let text): stream("stderr", text)
    case .table(let table): display(MIMEBundle.table(table))
    case .picture(_, _, let drawing):
      if let bundle = try? MIMEBundle.picture(drawing) { display(bundle) }
    case .value(let value): show(value)
    case .progress(let progress):
      if progress.isMilestone { stream("stderr", ProgressText.line(progress)) }
    case .diagnostic(let diagnostic) where diagnostic.kind == .check:
      stream("stderr", DiagnosticRenderer(usesColor: false).text(diagnostic))
    case .diagnostic, .check, .prose, .statement, .used: break
    }
  }

  private func show(_ value: Value) {
    guard let bundle = try? MIMEBundle.value(value) else { return }
    let number = state.withLock { $0.number }
    tell(
      "execute_result",
      JSONObject().with("execution_count", number).with("data", bundle)
        .with("metadata", JSONObject()))
  }

  private func display(_ bundle: JSONObject) {
    tell("display_data", JSONObject().with("data", bundle).with("metadata", JSONObject()))
  }

  private func stream(_ name: String, _ text: String) {
    tell("stream", JSONObject().with("name", name).with("text", text + "\n"))
  }

  /// Output of an entry, unless it is a silent one.
  private func tell(_ kind: String, _ content: JSONObject) {
    if !state.withLock({ $0.isSilent }) { publish(kind, content) }
  }

  private func publish(_ kind: String, _ content: JSONObject) {
    state.withLock { state in
      state.socket.send(
        voice.parts(kind, content, answering: state.parent, to: [Array(kind.utf8)]))
    }
  }
}
