import Memory

/// How long texts and lists may become: a loop of `s = s + s` ends with an error that `try`
/// catches, not with the machine's memory.
public enum ValueLimits {
  /// Bytes of the longest text, and elements of the longest list.
  private static let largestText = 1 << 26
  private static let largestList = 10_000_000

  public static func check(textOf bytes: Int) throws {
    guard bytes <= largestText else { throw tooLong("a string", largestText, "bytes") }
    try MemoryBudget.require(bytes, for: "a string of \(bytes) bytes")
  }

  public static func check(listOf count: Int) throws {
    guard count <= largestList else { throw tooLong("a list", largestList, "elements") }
    try MemoryBudget.require(
      count * MemoryLayout<Value>.stride, for: "a list of \(count) elements")
  }

  private static func tooLong(_ kind: String, _ limit: Int, _ unit: String) -> Diagnostic {
    Diagnostic(.limit, "\(kind) of more than \(limit) \(unit) is too long")
  }
}

extension MemoryShortage: DiagnosticConvertible {
  public var diagnostic: Diagnostic { Diagnostic(.limit, description, hint: remedy) }
}
