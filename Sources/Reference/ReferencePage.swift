import Language

/// Documentation/REFERENCE.md: every command, its arguments, defaults and examples.
public struct ReferencePage {
  private let words: CommandWords

  public init(_ words: CommandWords) { self.words = words }

  public func text() -> String {
    let contents = words.chapters.map { group, commands in
      let links = commands.map { command in
        let name = type(of: command).name
        return "[\(name)](#\(name))"
      }
      return "- **\(group.rawValue)**: \(links.joined(separator: " "))"
    }
    let chapters = words.chapters.map { group, commands in
      (["## \(group.rawValue)"] + commands.map(section)).joined(separator: "\n\n")
    }
    return """
      # All commands

      Made by `make reference` from the commands' own declarations; the prompt shows the same by \
      `?name` and `??name`.

      \(contents.joined(separator: "\n"))

      \(chapters.joined(separator: "\n\n"))

      """
  }

  private func section(_ command: any Command) -> String {
    let declaration = type(of: command)
    var parts = [
      "### \(declaration.name)", "```\n\(CommandHelp(command).shortSignature)\n```",
      declaration.summary,
    ]
    if !declaration.parameters.isEmpty {
      let rows = declaration.parameters.map(row)
      parts.append(
        (["| argument | default | meaning |", "| --- | --- | --- |"] + rows).joined(separator: "\n")
      )
    }
    if !declaration.details.isEmpty { parts.append(declaration.details) }
    if !declaration.examples.isEmpty {
      parts.append("```\n\(declaration.examples.map(Self.example).joined(separator: "\n"))\n```")
    }
    return parts.joined(separator: "\n\n")
  }

  private func row(_ parameter: any AnyParameter) -> String {
    let fallback =
      parameter.isVariadic
      ? "any number" : parameter.defaultValue.map { "`\($0.literal)`" } ?? "needed"
    let choices =
      parameter.choices.allSatisfy(parameter.typeDescription.contains)
      ? "" : ": " + parameter.choices.map { Value.string($0).literal }.joined(separator: ", ")
    let meaning = "\(parameter.summary) (\(parameter.typeDescription)\(choices))"
    return "| `\(parameter.name)` | \(Self.cell(fallback)) | \(Self.cell(meaning)) |"
  }

  /// A bar would end the cell.
  private static func cell(_ text: String) -> String {
    text.replacing("|", with: "\\|").replacing("\n", with: " ").replacing("<", with: "&lt;")
  }

  static func example(_ example: Example) -> String {
    guard let prints = example.prints, !prints.contains("\n") else { return example.code }
    return "\(example.code)  # \(prints)"
  }
}
