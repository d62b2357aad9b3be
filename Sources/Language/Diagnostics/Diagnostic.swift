/// A problem told to the user: what, where, and what to do about it.
public struct Diagnostic: Error, Sendable {
  public enum Kind: String, Sendable, CaseIterable {
    case syntax, name, type, shape, value, argument, file, format, limit, check, interrupted
  }

  public var kind: Kind
  /// One sentence without a full stop, in the user's words: "prune has no argument 'sparisty'".
  public var message: String
  /// Filled in by the interpreter with the call's span when a command leaves it empty.
  public var span: Span?
  /// The remedy shown right of the caret: "did you mean 'sparsity'?".
  public var hint: String?
  /// Further lines, each shown behind "= ": "arguments: sparsity, threshold".
  public var notes: [String]

  public init(
    _ kind: Kind, _ message: String, at span: Span? = nil, hint: String? = nil, notes: [String] = []
  ) {
    self.kind = kind
    self.message = message
    self.span = span
    self.hint = hint
    self.notes = notes
  }
}

/// An error of a library that knows how to say itself to the user. Conformances for the libraries'
/// error enums are written in the Commands target, so that the libraries need not know the
/// language.
public protocol DiagnosticConvertible: Error {
  var diagnostic: Diagnostic { get }
}
