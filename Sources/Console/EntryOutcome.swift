import Language

/// What became of one entry or script. Errors were also told to the sink.
public struct EntryOutcome: Sendable {
  public var error: Diagnostic?
  /// Of the last expression statement.
  public var value: Value?
  /// LANGUAGE.md, "Exit codes".
  public var exitCode = ExitCode.success
  /// "1 of 4 checks failed".
  public var checkSummary: String?
  /// The user wants to leave.
  public var isLeaving = false
  /// What only the client can do.
  public var request: ClientRequest?
}

/// What a word of the console asks of the terminal around it.
public enum ClientRequest: Sendable, Equatable {
  /// Lets the user change the text in an editor, and runs what comes back.
  case edit(String)
  case clearScreen
}

extension EntryOutcome {
  init(_ outcome: Outcome) {
    (error, value, exitCode) = (outcome.error, outcome.value, outcome.exitCode)
    checkSummary = outcome.checkSummary
  }

  /// Something that the console itself could not do.
  init(failure: Diagnostic) {
    (error, exitCode) = (failure, failure.kind.exitCode)
  }
}
