/// Values as JSON (RFC 8259). What JSON has no word for (inf, nan, functions) becomes null or its
/// one-line summary.
public enum JSONText {
  public static func value(_ value: Value) -> String {
    switch value {
    case .none: "null"
    case .bool(let truth): truth ? "true" : "false"
    case .number(let number): self.number(number)
    case .string(let text): string(text)
    case .list(let elements): "[" + elements.map { self.value($0) }.joined(separator: ", ") + "]"
    case .record(let record): object(record)
    case .range, .function, .object: string(value.text)
    }
  }

  /// The shortest text that reads back as the same number.
  static func number(_ number: Double) -> String {
    guard number.isFinite else { return "null" }
    return number == number.rounded() && number.magnitude < 1e15
      ? NumberText.plain(number) : "\(number)"
  }

  static func object(_ record: Record) -> String {
    "{" + record.pairs.map { "\(string($0.key)): \(value($0.value))" }.joined(separator: ", ") + "}"
  }

  public static func string(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": quoted += "\\\""
      case "\\": quoted += "\\\\"
      case "\n": quoted += "\\n"
      case "\r": quoted += "\\r"
      case "\t": quoted += "\\t"
      case _ where scalar.isObeyed:
        let digits = String(scalar.value, radix: 16)
        quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: quoted.unicodeScalars.append(scalar)
      }
    }
    return quoted + "\""
  }
}
