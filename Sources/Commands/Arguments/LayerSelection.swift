import Language

/// `only=` and `except=`: one glob or a list of them.
struct LayerSelection: ValueConvertible {
  let globs: [Glob]

  static var typeDescription: String { "a layer name, a glob, or a list of them" }

  init(_ value: Value) throws {
    switch value {
    case .string(let pattern): globs = [Glob(pattern)]
    case .list: globs = try [String](value).map(Glob.init)
    default: throw Diagnostic.expected(Self.typeDescription, got: value)
    }
  }

  var asValue: Value { .list(globs.map { .string($0.pattern) }) }

  /// The names that any glob matches, in network order. Throws when a glob matches none.
  func names(among names: [String]) throws -> [String] {
    for glob in globs { try Self.check(glob, among: names) }
    return names.filter { name in globs.contains { $0.matches(name) } }
  }

  static func check(_ glob: Glob, among names: [String], noun: String = "layer") throws {
    guard !names.contains(where: glob.matches) else { return }
    throw Diagnostic(
      .argument, "no \(noun) is called '\(glob.pattern)'",
      hint: Suggestion.hint(for: glob.pattern, among: names),
      notes: ["\(noun == "series" ? noun : noun + "s"): " + names.joined(separator: ", ")])
  }
}
