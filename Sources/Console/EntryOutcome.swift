import Language

/// What became of one entry or script.
public struct EntryOutcome: Sendable {
  /// The error that ended it; it was also told to the sink.
  public var error: Diagnostic?
  /// The value of the last statement, when that was an expression.
  public var value: Value?
  public var checksRun = 0
  public var checksFailed = 0
  /// The user wants to leave.
  public var isLeaving = false

  /// LANGUAGE.md, "Exit codes": an error's own code, else 1 when a check failed.
  public var exitCode: Int32 {
    if let error { return Int32(error.kind.exitCode) }
    return checksFailed > 0 ? 1 : 0
  }
}
