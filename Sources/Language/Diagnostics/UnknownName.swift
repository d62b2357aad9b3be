/// "unknown name 'epoch'", with what was probably meant.
enum UnknownName {
  static func diagnostic(_ name: String, at span: Span, among candidates: [String]) -> Diagnostic {
    let hint = foreign[name] ?? Suggestion.hint(for: name, among: candidates)
    return Diagnostic(.name, "unknown name '\(name)'", at: span, hint: hint)
  }

  /// What people who come from other languages type.
  private static let foreign = [
    "True": "write true", "TRUE": "write true", "False": "write false", "FALSE": "write false",
    "None": "write none",
    "NULL": "write none", "null": "write none", "nil": "write none",
    "ans": "nothing was computed yet",
    "def": "functions are declared by fn", "function": "functions are declared by fn",
    "import": "another script is read by include", "elif": "write else if",
  ]
}
