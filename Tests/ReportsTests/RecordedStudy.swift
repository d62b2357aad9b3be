import Console
import Language
import Reports

/// A square as a picture.
struct SquareDrawing: Drawing {
  var caption: String { "a square" }
  func svg() throws -> String { "<svg class=\"dcs-picture\"><rect/></svg>" }
  func png(dotsPerInch: Double) throws -> [UInt8] { Array("PNG at \(Int(dotsPerInch))".utf8) }
  func sixel(dotsPerInch: Double) throws -> String { "sixels" }
}

/// A command that draws one and shows a table, for scripts of these tests.
struct DrawCommand: Command {
  static let name = "draw"
  static let summary = "Draws."
  static let group = CommandGroup.draw
  static let parameters: [any AnyParameter] = []
  static let examples = [Example("draw()")]

  func run(_ call: BoundCall) throws -> Value {
    call.context.emit(.used(path: "weights.npz", checksum: "MD5 12"))
    call.context.emit(.picture(path: "a.png", caption: "a square", drawing: SquareDrawing()))
    call.context.emit(
      .table(
        Table(
          title: "Sizes",
          columns: [
            .init("name", [.string("a<b"), .string("c")]),
            .init("share", [.number(0.5), .number(0.25)], format: ".1%"),
          ])))
    call.context.emit(.outcome("draw: done"))
    return .none
  }
}

/// What a report keeps of a script's run.
struct RecordedStudy {
  let report: Report
  let used: [(path: String, checksum: String?)]

  init(_ text: String) {
    let recorder = ReportRecorder(fallbackTitle: "study")
    let console = Console(commands: CommandTable([DrawCommand()]), sink: recorder.handle)
    console.run(SourceText(name: "study.dcs", text: text))
    (report, used) = recorder.finish()
  }

  /// A word for each block, with its text.
  var story: [String] {
    report.blocks.flatMap { block -> [String] in
      switch block {
      case .prose(let text): ["prose: " + text]
      case .code(let code): ["code: " + code]
      case .outputs(let outputs): outputs.map(Self.word)
      }
    }
  }

  private static func word(_ output: Report.Output) -> String {
    switch output {
    case .text(let text): "text: " + text
    case .table(let table): "table of \(table.rowCount)"
    case .picture(let drawing): "picture: " + drawing.caption
    case .remark(let text): "remark: " + text
    case .check(let result): "check \(result.passed): " + result.message
    case .fault(let text): "fault: " + text
    }
  }
}
