/// Whether a prompt may run what was typed so far.
public enum Completeness: Sendable {
  case complete
  /// The input ends inside a bracket or block, or after an operator: ask for another line.
  case incomplete
  case invalid(Diagnostic)
}

extension Parser {
  public static func isComplete(_ text: String) -> Completeness {
    let source = SourceText(name: "input", text: text)
    do {
      var parser = Parser(source, tokens: try Lexer.tokens(of: source))
      do {
        _ = try parser.program()
        return .complete
      } catch {
        return parser.isIncomplete ? .incomplete : .invalid(error)
      }
    } catch {
      return .invalid(error)
    }
  }
}
