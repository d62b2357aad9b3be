import Language

/// An argument that is one of a few words.
protocol Choice: ValueConvertible, CaseIterable, RawRepresentable where RawValue == String {}

extension Choice {
  static var typeDescription: String { "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ") }
  static var words: [String] { allCases.map(\.rawValue) }

  init(_ value: Value) throws {
    guard case .string(let word) = value else { throw Diagnostic.expected(Self.typeDescription, got: value) }
    guard let choice = Self(rawValue: word) else {
      throw Diagnostic(
        .value, "expected \(Self.typeDescription), got \"\(word)\"",
        hint: Suggestion.hint(for: word, among: Self.words))
    }
    self = choice
  }

  var asValue: Value { .string(rawValue) }
}
