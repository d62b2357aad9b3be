/// Every syntax error of a script, as far as they can be told apart: the part of the script around
/// each, from one line at the left margin to the next, is taken out, and the rest is parsed anew.
struct SyntaxFaults {
  /// More help nobody.
  static let limit = 20

  private(set) var faults: [Diagnostic] = []
  /// What is left without the faulty parts; nil when even that does not parse.
  private(set) var program: Program?

  init(of source: SourceText) {
    var text = source.text
    while faults.count < Self.limit {
      do {
        program = try Parser.parse(SourceText(name: source.name, text: text))
        return
      } catch {
        let fault = Self.earlier(than: error, in: source.name, text) ?? error
        faults.append(fault)
        guard let line = fault.span?.line, let rest = Self.without(line, text) else { return }
        text = rest
      }
    }
  }

  /// A bracket that is never closed shows only where something does not fit behind it: what stands
  /// before the faulty part is then faulty by itself.
  private static func earlier(than fault: Diagnostic, in name: String, _ text: String)
    -> Diagnostic?
  {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let line = fault.span?.line, line <= lines.count,
      let first = lines[..<line].lastIndex(where: startsPart), first > 0
    else { return nil }
    let before = lines[..<first].joined(separator: "\n") + "\n"
    do {
      _ = try Parser.parse(SourceText(name: name, text: before))
      return nil
    } catch {
      return error
    }
  }

  /// The text with empty lines in place of the part that holds the line; nil when it is empty
  /// already.
  private static func without(_ line: Int, _ text: String) -> String? {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard line <= lines.count else { return nil }
    let first = lines[..<line].lastIndex(where: startsPart) ?? 0
    let next = lines[line...].firstIndex(where: startsPart) ?? lines.count
    guard lines[first..<next].contains(where: { !$0.isEmpty }) else { return nil }
    for index in first..<next { lines[index] = "" }
    return lines.joined(separator: "\n")
  }

  /// Whether a statement may begin here: at the margin, and not with what closes or continues one.
  private static func startsPart(_ line: Substring) -> Bool {
    guard let first = line.first else { return false }
    return !" \t})]|".contains(first)
  }
}
