import Language

/// What a script's `param` lines and first prose say about how to start it.
public enum ScriptUsage {
  public struct Parameter {
    public let name: String
    /// As written; nil when a value must be given.
    public let defaultText: String?
    public let help: String?
    /// Whether it may stand without a value, as `--fast`.
    public let isSwitch: Bool
    let declaration: ParamDeclaration
  }

  /// The parameters of a script, and what was written behind its name: nothing when the script does
  /// not parse, so that running it tells where, and not that it has no such parameters.
  public static func parameters(of script: SourceText, givenTo words: [String]) -> (
    declared: [Parameter], words: [String]
  ) {
    guard let program = try? Parser.parse(script) else { return ([], []) }
    return (parameters(of: program), words)
  }

  /// None when it does not parse.
  public static func parameters(of script: SourceText) -> [Parameter] {
    (try? Parser.parse(script)).map(parameters) ?? []
  }

  private static func parameters(of program: Program) -> [Parameter] {
    Interpreter.parameters(of: program).map {
      Parameter(
        name: $0.name.text, defaultText: $0.defaultValue?.span.text, help: $0.help,
        isSwitch: ["true", "false"].contains($0.defaultValue?.span.text), declaration: $0)
    }
  }

  /// What is wrong with the values that the command line gives; nil when a run may begin.
  public static func fault(in values: [String: String], for parameters: [Parameter]) -> String? {
    for parameter in parameters {
      if let text = values[parameter.name],
        let fault = Interpreter.textFault(text, for: parameter.declaration)
      {
        return fault
      }
      if values[parameter.name] == nil, parameter.defaultText == nil {
        return "parameter '\(parameter.name)' is required: --\(parameter.name) VALUE"
      }
    }
    return nil
  }

  /// `dcs study.dcs --help`.
  public static func text(for script: SourceText, _ parameters: [Parameter]) -> String {
    let heading = title(of: script).map { [$0, ""] } ?? []
    let usage = "usage: dcs \(script.name)" + (parameters.isEmpty ? "" : " [--name value ...]")
    let lefts = parameters.map {
      "  --\($0.name) " + ($0.defaultText.map { "(\($0))" } ?? "(required)")
    }
    let width = lefts.map(\.count).max() ?? 0
    let lines = zip(lefts, parameters).map { left, parameter in
      guard let help = parameter.help else { return left }
      return left + String(repeating: " ", count: width + 2 - left.count) + help
    }
    return (heading + [usage] + lines).joined(separator: "\n")
  }

  /// The first heading of the script's prose.
  private static func title(of script: SourceText) -> String? {
    guard let program = try? Parser.parse(script) else { return nil }
    for statement in program.statements {
      if case .prose(let text) = statement.kind {
        return String(text.drop { $0 == "#" || $0 == " " })
      }
    }
    return nil
  }
}
