import Language

/// A report as one page that needs nothing else: no file beside it, no network.
public struct HTMLReport {
  private let report: Report

  public init(_ report: Report) { self.report = report }

  public func text() throws -> String {
    let title = CodeMarkup.escaped(report.title)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>
      \(PageStyle.css)
      </style>
      </head>
      <body>
      <main>
      \(try report.blocks.map(block).joined(separator: "\n"))
      \(facts)
      </main>
      <script>
      \(PageStyle.script)
      </script>
      </body>
      </html>

      """
  }

  private func block(_ block: Report.Block) throws -> String {
    switch block {
    case .prose(let text): "<div class=\"prose\">\n\(Markdown.html(text))</div>"
    case .code(let code): "<pre class=\"code\"><code>\(CodeMarkup.html(code))</code></pre>"
    case .outputs(let outputs):
      "<div class=\"outputs\">\n\(try Self.grouped(outputs).joined(separator: "\n"))\n</div>"
    }
  }

  /// Lines of text that follow each other are one block.
  static func grouped(_ outputs: [Report.Output]) throws -> [String] {
    var parts: [String] = []
    var lines: [(kind: String, text: String)] = []
    func flush() {
      guard !lines.isEmpty else { return }
      let text = lines.map { "<span class=\"\($0.kind)\">\($0.text)</span>" }
      parts.append("<pre class=\"text\">\(text.joined(separator: "\n"))</pre>")
      lines = []
    }
    for output in outputs {
      switch output {
      case .text(let text): lines.append(("out", CodeMarkup.escaped(text)))
      case .remark(let text): lines.append(("remark", CodeMarkup.escaped(text)))
      case .fault(let text): lines.append(("fault", CodeMarkup.escaped(text)))
      case .check(let result):
        let detail = result.passed || result.detail.isEmpty ? "" : " (\(result.detail))"
        lines.append(
          (
            result.passed ? "passed" : "failed",
            CodeMarkup.escaped("\(result.passed ? "✓" : "✗") \(result.message)\(detail)")
          ))
      case .table(let table):
        flush()
        parts.append(HTMLTable.html(table))
      case .picture(let drawing):
        flush()
        parts.append("<figure>\(try drawing.svg())</figure>")
      }
    }
    flush()
    return parts
  }

  private var facts: String {
    guard !report.facts.isEmpty else { return "" }
    let rows = report.facts.map {
      "<tr><th>\(CodeMarkup.escaped($0.name))</th><td>\(CodeMarkup.escaped($0.value))</td></tr>"
    }
    return """
      <section class="facts">
      <h2>This run</h2>
      <div class="scroll"><table>
      \(rows.joined(separator: "\n"))
      </table></div>
      </section>
      """
  }
}
