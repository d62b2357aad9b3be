import Language

/// What generated files need of the commands' declarations.
public struct CommandWords: Sendable {
  let commands: CommandTable
  let version: String

  public init(_ commands: CommandTable, version: String) {
    (self.commands, self.version) = (commands, version)
  }

  var declarations: [any Command.Type] { commands.commands.map { type(of: $0) } }

  /// Chapters that have commands, in order.
  package var chapters: [(group: CommandGroup, commands: [any Command])] {
    CommandGroup.allCases.map { ($0, commands.commands(in: $0)) }.filter { !$0.1.isEmpty }
  }

  /// Names of commands, sorted; and words of the language.
  var names: [String] { commands.names.sorted() }
  package var keywords: [String] { Keyword.allCases.map(\.rawValue).sorted() }
  package var arguments: [String] {
    Set(declarations.flatMap { $0.parameters.map(\.name) }).sorted()
  }
}
