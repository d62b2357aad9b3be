import Language

/// A report as Markdown, with its pictures in a folder beside it.
public struct MarkdownReport {
  private let report: Report
  private let folder: String

  /// - Parameter folder: of the pictures, as the text calls it.
  public init(_ report: Report, folder: String) { (self.report, self.folder) = (report, folder) }

  /// The text, and the pictures by name.
  public func text(dotsPerInch: Double = 300) throws -> (
    text: String, pictures: [(name: String, bytes: [UInt8])]
  ) {
    var pictures: [(name: String, bytes: [UInt8])] = []
    var parts: [String] = []
    for block in report.blocks {
      switch block {
      case .prose(let text): parts.append(text)
      case .code(let code): parts.append("```dcs\n\(code)\n```")
      case .outputs(let outputs):
        var lines: [String] = []
        for output in outputs {
          if let text = Self.plainText(output) {
            lines.append(text)
            continue
          }
          parts += Self.block(&lines)
          guard case .picture(let drawing) = output else {
            parts.append(Self.text(output))
            continue
          }
          let name = "picture-\(pictures.count + 1).png"
          pictures.append((name, try drawing.png(dotsPerInch: dotsPerInch)))
          parts.append("![\(Markdown.escaped(drawing.caption))](\(folder)/\(name))")
        }
        parts += Self.block(&lines)
      }
    }
    if !report.facts.isEmpty { parts.append(facts) }
    return (parts.joined(separator: "\n\n") + "\n", pictures)
  }

  /// Lines that follow each other are one block.
  private static func block(_ lines: inout [String]) -> [String] {
    guard !lines.isEmpty else { return [] }
    defer { lines = [] }
    return ["```\n" + lines.joined(separator: "\n") + "\n```"]
  }

  private static func plainText(_ output: Report.Output) -> String? {
    switch output {
    case .text(let text), .remark(let text), .fault(let text): text
    case .table, .picture, .check: nil
    }
  }

  private static func text(_ output: Report.Output) -> String {
    switch output {
    case .text, .remark, .fault: ""
    case .table(let table): TableRenderer.markdown(table)
    case .check(let result):
      "\(result.passed ? "✓" : "✗") \(Markdown.escaped(result.message))"
        + (result.passed || result.detail.isEmpty ? "" : " (\(Markdown.escaped(result.detail)))")
    case .picture: ""
    }
  }

  private var facts: String {
    let rows = report.facts.map {
      "| \(Markdown.escaped($0.name)) | \(Markdown.escaped($0.value)) |"
    }
    return (["## This run", "", "| | |", "| --- | --- |"] + rows).joined(separator: "\n")
  }
}
