import Console
import Dispatch
import Foundation
import Language

/// A Jupyter kernel: the console of dcs behind the sockets of a notebook.
public final class Kernel {
  private let voice: KernelVoice
  private let shell: Socket
  private let control: Socket
  private let heartbeat: Socket
  private let publisher: Publisher
  private let console: Console
  private let version: String
  private var entries: [HistoryEntry] = []

  /// - Parameters:
  ///   - connection: the path that Jupyter gives its kernels.
  ///   - console: makes one that tells its events to the given sink.
  /// Throws a `Diagnostic`.
  public init(
    connection: String, version: String,
    console: (@escaping @Sendable (Event) -> Void) -> Console
  ) throws {
    let library = try ZeroMQ()
    let file = try ConnectionFile(path: connection)
    guard let context = library.newContext() else {
      throw Diagnostic(.file, "libzmq cannot begin")
    }
    func socket(_ kind: ZeroMQ.Kind, _ port: Int) throws -> Socket {
      try Socket(library, context: context, kind: kind, address: file.address(port))
    }
    voice = KernelVoice(key: file.key)
    shell = try socket(.router, file.shellPort)
    control = try socket(.router, file.controlPort)
    heartbeat = try socket(.reply, file.heartbeatPort)
    // Nobody asks the user for input, but clients connect to the socket.
    _ = try socket(.router, file.inputPort)
    let publisher = Publisher(socket: try socket(.publish, file.publisherPort), voice: voice)
    self.publisher = publisher
    self.version = version
    self.console = console { publisher.handle($0) }
  }

  /// Answers until a client ends it.
  public func run() {
    let beat = heartbeat
    Thread.detachNewThread { while let parts = beat.receive() { beat.send(parts) } }
    listenToControl()
    while let parts = shell.receive() {
      guard let message = KernelMessage(parts, key: voice.key) else { continue }
      publisher.begin(message.header)
      let reply = self.reply(to: message)
      if let reply { send(reply.kind, reply.content, to: message, by: shell) }
      publisher.end()
      if reply?.kind == "shutdown_reply" { return }
    }
  }

  /// On a thread of its own: a request to stop comes while code runs.
  private func listenToControl() {
    let (control, voice, console) = (control, voice, console)
    let information = information
    Thread.detachNewThread {
      while let parts = control.receive() {
        guard let message = KernelMessage(parts, key: voice.key) else { continue }
        let content: JSONObject
        switch message.kind {
        case "interrupt_request":
          console.interrupt()
          content = JSONObject().with("status", "ok")
        case "kernel_info_request": content = information
        case "shutdown_request": content = Self.ending(message)
        default: content = JSONObject().with("status", "error").with("ename", "unknown")
        }
        let kind = message.kind.replacing("_request", with: "_reply")
        control.send(
          voice.parts(kind, content, answering: message.header, to: message.identities))
        guard message.kind == "shutdown_request" else { continue }
        control.close()
        console.interrupt()
        // The reply must leave before the process does.
        Thread.sleep(forTimeInterval: 0.2)
        _exit(0)
      }
    }
  }

  private static func ending(_ message: KernelMessage) -> JSONObject {
    JSONObject().with("status", "ok").with("restart", message.content["restart"] as? Bool ?? false)
  }

  private func send(
    _ kind: String, _ content: JSONObject, to message: KernelMessage, by socket: Socket
  ) {
    socket.send(voice.parts(kind, content, answering: message.header, to: message.identities))
  }
}

/// What clients ask.
extension Kernel {
  private func reply(to message: KernelMessage) -> (kind: String, content: JSONObject)? {
    let content = message.content
    let code = content["code"] as? String ?? ""
    let cursor = content["cursor_pos"] as? Int ?? code.unicodeScalars.count
    switch message.kind {
    case "kernel_info_request": return ("kernel_info_reply", information)
    case "execute_request": return ("execute_reply", execute(code, content))
    case "complete_request": return ("complete_reply", completion(code, cursor))
    case "inspect_request":
      let isDetailed = content["detail_level"] as? Int ?? 0 > 0
      return ("inspect_reply", inspection(code, cursor, isDetailed: isDetailed))
    case "is_complete_request": return ("is_complete_reply", completeness(code))
    case "history_request": return ("history_reply", history(content))
    case "comm_info_request":
      return ("comm_info_reply", JSONObject().with("status", "ok").with("comms", JSONObject()))
    case "shutdown_request": return ("shutdown_reply", Self.ending(message))
    default: return nil
    }
  }

  private var information: JSONObject {
    let language = JSONObject().with("name", "dcs").with("version", version)
      .with("mimetype", "text/x-dcs").with("file_extension", ".dcs").with("pygments_lexer", "text")
    return JSONObject().with("status", "ok").with("protocol_version", "5.3")
      .with("implementation", "dcs").with("implementation_version", version)
      .with("language_info", language)
      .with("banner", "Deep Compression Studio \(version). help lists the commands.")
      .adding("help_links", "[]")
  }

  private func execute(_ code: String, _ content: [String: Any]) -> JSONObject {
    let isSilent = content["silent"] as? Bool ?? false
    let number = console.entryNumber
    publisher.beginEntry(code, number: number, isSilent: isSilent)
    let outcome = console.execute(code)
    if !isSilent, content["store_history"] as? Bool ?? true {
      entries.append(
        HistoryEntry(number: entries.count + 1, code: code, output: outcome.value?.text))
    }
    publisher.endEntry(outcome.error)
    if let error = outcome.error {
      return Publisher.content(of: error).with("status", "error").with("execution_count", number)
    }
    let leave = JSONObject().with("source", "ask_exit").with("keepkernel", false)
    return JSONObject().with("execution_count", number).with("status", "ok")
      .with("user_expressions", JSONObject())
      .adding("payload", outcome.isLeaving ? "[\(leave.text)]" : "[]")
  }

  /// Cursors count code points there, bytes here.
  private func completion(_ code: String, _ cursor: Int) -> JSONObject {
    let scalars = code.unicodeScalars
    let bytes = String(scalars.prefix(cursor)).utf8.count
    let found = console.complete(code, cursor: bytes)
    let start = String(decoding: code.utf8.prefix(found.start), as: UTF8.self).unicodeScalars.count
    return JSONObject().with("status", "ok").with("matches", found.candidates)
      .with("cursor_start", start).with("cursor_end", cursor).with("metadata", JSONObject())
  }

  private func inspection(_ code: String, _ cursor: Int, isDetailed: Bool) -> JSONObject {
    let text = Self.name(in: code, around: cursor).flatMap {
      console.inspect($0, isDetailed: isDetailed)
    }
    let data = text.map { JSONObject().with("text/plain", $0) } ?? JSONObject()
    return JSONObject().with("status", "ok").with("found", text != nil).with("data", data)
      .with("metadata", JSONObject())
  }

  /// The name that the cursor stands in or behind; behind a bracket that opens, the callee.
  package static func name(in code: String, around cursor: Int) -> String? {
    let scalars = Array(code.unicodeScalars)
    func isPart(_ scalar: Unicode.Scalar) -> Bool {
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_"
    }
    var end = min(max(cursor, 0), scalars.count)
    // Behind a bracket that opens stands the callee's first argument, and the question is for it.
    func isBehind(_ end: Int) -> Bool {
      end == scalars.count || !isPart(scalars[end]) || scalars[end - 1] == "("
    }
    while end > 0, !isPart(scalars[end - 1]), isBehind(end) { end -= 1 }
    var start = end
    while start > 0, isPart(scalars[start - 1]) { start -= 1 }
    while end < scalars.count, isPart(scalars[end]) { end += 1 }
    var name = String.UnicodeScalarView()
    name.append(contentsOf: scalars[start..<end])
    return name.isEmpty ? nil : String(name)
  }

  private func completeness(_ code: String) -> JSONObject {
    switch console.isComplete(code) {
    case .complete: JSONObject().with("status", "complete")
    case .incomplete: JSONObject().with("status", "incomplete").with("indent", "    ")
    case .invalid: JSONObject().with("status", "invalid")
    }
  }

  private func history(_ content: [String: Any]) -> JSONObject {
    let hasOutput = content["output"] as? Bool ?? false
    let chosen = KernelHistory(entries).chosen(by: content)
    let listed = chosen.map { "[1, \($0.number), \($0.json(hasOutput: hasOutput))]" }
    return JSONObject().with("status", "ok")
      .adding("history", "[" + listed.joined(separator: ", ") + "]")
  }
}
