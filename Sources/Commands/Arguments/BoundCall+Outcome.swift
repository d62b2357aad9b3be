import Language

extension BoundCall {
  /// One line that stays, of what a stage did: "prune: 8.03% of 266 200 weights kept". Facts that
  /// are nil are left out.
  func tellOutcome(_ stage: String, _ facts: String?...) {
    let facts = facts.compactMap { $0 }.joined(separator: ", ")
    context.emit(.outcome("\(stage): \(facts)"))
  }

  /// A file was written.
  func tellWritten(_ stage: String, _ path: String, bytes: Int) {
    tellOutcome(stage, path, OutcomeText.count(bytes, "byte"))
  }

  /// What may be a mistake and is none that can be refused.
  func warn(_ stage: String, _ doubt: String) { context.emit(.note("\(stage): \(doubt)")) }
}

/// Facts as lines of outcomes write them.
enum OutcomeText {
  /// "1 layer", "266 200 weights".
  static func count(_ count: Int, _ noun: String) -> String {
    "\(NumberText.grouped(count)) \(noun)\(count == 1 ? "" : "s")"
  }

  /// The first of some names: "cat, dog, cow and 8 more".
  static func some(_ names: [String], shown: Int = 3) -> String {
    names.prefix(shown).joined(separator: ", ")
      + (names.count > shown ? " and \(names.count - shown) more" : "")
  }

  /// "8.03%".
  static func percent(_ share: Double) -> String { "\(brief(100 * share))%" }

  /// Three significant digits.
  static func brief(_ number: Double) -> String { Value.number(number).brief(significantDigits: 3) }

  /// "48.2x smaller".
  static func ratio(_ ratio: Double) -> String { "\(brief(ratio))x smaller" }

  /// "0.83 s", "12.1 s", "2:05".
  static func duration(_ duration: Duration) -> String {
    let parts = duration.components
    let seconds = Double(parts.seconds) + 1e-18 * Double(parts.attoseconds)
    guard seconds >= 60 else { return "\(brief(seconds)) s" }
    let (minutes, rest) = (Int(seconds) / 60, Int(seconds) % 60)
    return "\(minutes):\(rest < 10 ? "0" : "")\(rest)"
  }
}
