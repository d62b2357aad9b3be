import Language

/// An argument that is one of a few words.
public protocol Choice: ValueConvertible, CaseIterable, RawRepresentable where RawValue == String {}

extension Choice {
  public static var typeDescription: String {
    "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
  }
  public static var words: [String] { allCases.map(\.rawValue) }

  public init(_ value: Value) throws {
    guard case .string(let word) = value else {
      throw Diagnostic.expected(Self.typeDescription, got: value)
    }
    guard let choice = Self(rawValue: word) else {
      throw Diagnostic(
        .value, "expected \(Self.typeDescription), got \"\(word)\"",
        hint: Suggestion.hint(for: word, among: Self.words))
    }
    self = choice
  }

  public var asValue: Value { .string(rawValue) }
}
