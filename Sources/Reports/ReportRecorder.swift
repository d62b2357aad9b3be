import Language
import Synchronization

/// Hears a script's run and makes a report of it: each statement's code stands before its output.
public final class ReportRecorder: Sendable {
  fileprivate struct State {
    var report: Report
    /// The statement that is running, until something shows what it is.
    var pending: Span?
    /// The last line of the source that the report has.
    var lastLine = 0
    var used: [(path: String, checksum: String?)] = []
  }

  private let state: Mutex<State>

  public init(fallbackTitle: String) {
    state = Mutex(State(report: Report(fallbackTitle: fallbackTitle)))
  }

  /// Events come from the thread that runs the script and from its workers.
  public func handle(_ event: Event) {
    state.withLock { state in
      switch event {
      case .statement(let span):
        state.finishStatement()
        state.pending = span
      case .prose(let text): state.add(prose: text)
      case .used(let path, let checksum):
        if !state.used.contains(where: { $0.path == path }) { state.used.append((path, checksum)) }
      case .progress: break
      case .text(let text), .help(let text): state.add(.text(text))
      case .table(let table): state.add(.table(table))
      case .value(let value):
        if case .object(let table as Table) = value {
          state.add(.table(table))
        } else {
          state.add(.text(value.text))
        }
      case .picture(_, _, let drawing): state.add(.picture(drawing))
      case .outcome(let text), .note(let text): state.add(.remark(text))
      case .check(let result): state.add(.check(result))
      // A failed check has been told as one.
      case .diagnostic(let diagnostic) where diagnostic.kind == .check: break
      case .diagnostic(let diagnostic):
        state.add(.fault(DiagnosticRenderer(usesColor: false).text(diagnostic)))
      }
    }
  }

  /// The report, without facts, and the files that the run used.
  public func finish() -> (report: Report, used: [(path: String, checksum: String?)]) {
    state.withLock { state in
      state.finishStatement()
      return (state.report, state.used)
    }
  }
}

extension ReportRecorder.State {
  fileprivate mutating func add(prose text: String) {
    if let pending {
      lastLine = pending.lastLine
      self.pending = nil
    }
    if case .prose(let before)? = report.blocks.last {
      report.blocks[report.blocks.count - 1] = .prose(before + "\n" + text)
    } else {
      report.blocks.append(.prose(text))
    }
  }

  fileprivate mutating func add(_ output: Report.Output) {
    finishStatement()
    if case .outputs(let before)? = report.blocks.last {
      report.blocks[report.blocks.count - 1] = .outputs(before + [output])
    } else {
      report.blocks.append(.outputs([output]))
    }
  }

  /// Writes the code of the running statement, with the comments above it.
  fileprivate mutating func finishStatement() {
    guard let span = pending else { return }
    pending = nil
    let end = span.lastLine
    guard end > lastLine else { return }
    let lines = (lastLine + 1...end).map(span.source.line).drop {
      $0.allSatisfy(\.isWhitespace) || $0.hasPrefix("#!")
    }
    lastLine = end
    // A `##` inside of a comment's place was told as prose.
    let code = lines.filter { !$0.hasPrefix("##") }.joined(separator: "\n")
    guard !code.isEmpty else { return }
    if case .code(let before)? = report.blocks.last {
      let gap = span.line > 1 && span.source.line(span.line - 1).isEmpty ? "\n\n" : "\n"
      report.blocks[report.blocks.count - 1] = .code(before + gap + code)
    } else {
      report.blocks.append(.code(code))
    }
  }
}

extension Span {
  fileprivate var lastLine: Int {
    source.position(of: max(range.lowerBound, range.upperBound - 1)).line
  }
}
