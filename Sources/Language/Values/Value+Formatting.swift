extension Value {
  /// What `print` writes: strings as they are, everything else as it would be typed.
  public var text: String {
    if case .string(let text) = self { text } else { literal }
  }

  /// As it would be typed in a script, where that is possible: what lists, echoes and messages
  /// show.
  public var literal: String {
    switch self {
    case .none: "none"
    case .bool(let truth): truth ? "true" : "false"
    case .number(let number): NumberText.plain(number)
    case .string(let text): Self.quoted(text)
    case .list(let elements): "[" + elements.map(\.literal).joined(separator: ", ") + "]"
    case .record(let record): record.literal
    case .range(let range): range.literal
    case .function(let function): function.name.isEmpty ? "fn" : "fn \(function.name)"
    case .object(let object): object.summary.printable
    }
  }

  /// Numbers with up to `digits` significant digits: tables and the sides of a failed check.
  public func brief(significantDigits digits: Int = 6) -> String {
    if case .number(let number) = self { NumberText.significant(number, digits) } else { literal }
  }

  /// By a string format such as ".2%"; nil formats plainly. Throws kind `value`.
  public func formatted(_ format: String?) throws(Diagnostic) -> String {
    guard let format else { return text }
    return try ValueFormat(format).apply(to: self)
  }

  /// What `show x` and the echo at the prompt print.
  public var display: Displayed {
    switch self {
    case .object(let object): object.display
    case .list(let elements) where elements.count > Self.displayLimit:
      .text(Self.shortened(elements))
    default: .text(literal)
    }
  }

  /// What `show x` and the echo at the prompt print in a window: a record of tables is shown table
  /// by table.
  public func displays(within limits: DisplayLimits) -> [Displayed] {
    switch self {
    case .object(let object): return [object.display(within: limits)]
    case .list(let elements) where limits.rows == nil && elements.count > Self.displayLimit:
      return [.text(literal)]
    case .record(let record) where record.pairs.contains(where: { $0.value.isTable }):
      return record.pairs.flatMap { key, value in
        (value.isTable ? [] : [.text("\(key):")]) + value.displays(within: limits)
      }
    default: return [display]
    }
  }

  private var isTable: Bool {
    if case .object(is Table) = self { true } else { false }
  }

  /// Longer lists are cut when they are shown (not when they are printed).
  private static let displayLimit = 100

  private static func shortened(_ elements: [Value]) -> String {
    let shown = elements.prefix(displayLimit).map(\.literal).joined(separator: ", ")
    return "[\(shown), ... \(elements.count - displayLimit) more]"
  }

  /// "a number", "an object".
  public var typeNameWithArticle: String {
    switch self {
    case .none: "none"
    case .object(let object): object.typeNameWithArticle
    default: typeName.withArticle
    }
  }

  var isNumber: Bool {
    if case .number = self { true } else { false }
  }

  static func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in text {
      switch character {
      case "\n": quoted += "\\n"
      case "\t": quoted += "\\t"
      case "\"", "\\", "{", "}": quoted += "\\\(character)"
      default: quoted.append(character)
      }
    }
    return quoted + "\""
  }
}

extension Record {
  var literal: String {
    "{" + pairs.map { "\(Self.keyText($0.key)): \($0.value.literal)" }.joined(separator: ", ") + "}"
  }

  /// Names stand bare, anything else in quotes.
  static func keyText(_ key: String) -> String {
    let isName = key.utf8.first?.isNameStart == true && key.utf8.allSatisfy(\.isNamePart)
    return isName ? key : Value.quoted(key)
  }
}

extension NumberRange {
  var literal: String {
    let ends = "\(NumberText.plain(first))..\(NumberText.plain(last))"
    return step == 1 ? ends : "\(ends) step \(NumberText.plain(step))"
  }
}

extension String {
  /// "a net", "an axis".
  var withArticle: String { ("aeiou".contains(first ?? "x") ? "an " : "a ") + self }
}
