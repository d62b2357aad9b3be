/// Which values of expression statements are told to the client.
public enum Echo: Sendable {
  /// Scripts: none.
  case none
  /// The prompt: all that do not end in `;` and whose outermost call is not a quiet command.
  case all
  /// `dcs -c`: only the last statement's.
  case last
}

/// How a run ended.
public struct Outcome: Sendable {
  /// What stopped it; it was also emitted.
  public var error: Diagnostic?
  /// Of the last expression statement at the top level, for `ans`.
  public var value: Value?
  public var checksFailed: Int
  public var checksRun: Int

  /// 0, the code of the error, or 1 when a check failed.
  public var exitCode: ExitCode {
    if let error { return error.kind.exitCode }
    return checksFailed > 0 ? .checkFailed : .success
  }

  /// "1 of 4 checks failed"; nil when none did.
  public var checkSummary: String? {
    checksFailed == 0
      ? nil : "\(checksFailed) of \(checksRun) check\(checksRun == 1 ? "" : "s") failed"
  }
}

/// The exit codes of the program.
public enum ExitCode: Int32, Sendable {
  case success = 0
  case checkFailed = 1
  case usage = 2
  case syntax = 3
  case runTime = 4
  case file = 5
  case interrupted = 130
}

extension Diagnostic.Kind {
  /// Unknown names and arguments belong to the run-time family even when they are found before
  /// anything runs.
  public var exitCode: ExitCode {
    switch self {
    case .check: .checkFailed
    case .syntax: .syntax
    case .file, .format: .file
    case .interrupted: .interrupted
    case .name, .type, .shape, .value, .argument, .limit: .runTime
    }
  }
}
