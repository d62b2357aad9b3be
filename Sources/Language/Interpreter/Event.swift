/// What running code tells its client (prompt, script runner, report). Clients decide how it looks.
public enum Event: Sendable {
  /// Printed output, without its final newline.
  case text(String)
  case table(Table)
  /// A picture was written to `path`.
  case picture(path: String, caption: String, drawing: any Drawing)
  case progress(Progress)
  /// What a stage did, in one line that stays: "prune: 8.03% of 266 200 weights kept". Told for
  /// commands that the user's code calls, not for those that another command runs many times.
  case outcome(String)
  /// An answer to a question about the language or a command, to be fitted to the window.
  case help(String)
  /// A warning or note from a command ("3 empty clusters were reseeded").
  case note(String)
  /// A failed check or the error that ended the run.
  case diagnostic(Diagnostic)
  /// Every check and require, passed or failed, for clients that list them. A failed one is a
  /// `.diagnostic` too.
  case check(CheckResult)
  /// The value of an expression statement at the prompt, to be echoed.
  case value(Value)
  /// A `##` line, for reports; clients at a terminal ignore it.
  case prose(String)
  /// The next statement of the source itself begins, for reports that show code and output in turn.
  case statement(Span)
  /// A file that what follows rests on, for reports: with a checksum where one is known already.
  case used(path: String, checksum: String?)
}

/// How far a long stage is.
public struct Progress: Sendable {
  /// "train", "retrain", "infer".
  public var stage: String
  public var done: Int
  public var total: Int
  /// "images".
  public var unit: String
  public var unitsPerSecond: Double?
  public var secondsLeft: Double?
  /// Instead of all of these, where nobody knows how much there is to do.
  public var secondsSoFar: Double?
  /// True at the end of an epoch: a client without a terminal prints one line for each.
  public var isMilestone: Bool
  /// "epoch 3/20, loss 0.0812, valid error 1.92%".
  public var detail: String

  public init(
    stage: String, done: Int, total: Int, unit: String, unitsPerSecond: Double? = nil,
    secondsLeft: Double? = nil,
    isMilestone: Bool = false, detail: String = ""
  ) {
    (self.stage, self.done, self.total, self.unit) = (stage, done, total, unit)
    (self.unitsPerSecond, self.secondsLeft) = (unitsPerSecond, secondsLeft)
    (self.isMilestone, self.detail) = (isMilestone, detail)
  }
}

extension Progress {
  /// Of work that does not tell how far it is.
  public init(stage: String, secondsSoFar seconds: Double) {
    self.init(stage: stage, done: 0, total: 0, unit: "seconds")
    secondsSoFar = seconds
  }
}

/// One `check` or `require` that was run.
public struct CheckResult: Sendable {
  public let passed: Bool
  /// The user's message, or the source of the condition.
  public let message: String
  /// "left side 36.214 = 1066440 / 29448, right side 38"; empty when the condition is not a
  /// comparison.
  public let detail: String
  /// Of the condition.
  public let span: Span

  public init(passed: Bool, message: String, detail: String, span: Span) {
    (self.passed, self.message, self.detail, self.span) = (passed, message, detail, span)
  }
}
