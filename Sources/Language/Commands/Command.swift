/// A command is a value: its declaration is the one source of help, completion, signature checks,
/// the reference page and tests; `run` decodes arguments and calls one library function.
public protocol Command: Sendable {
  static var name: String { get }
  /// One sentence.
  static var summary: String { get }
  /// Shown by `??name`: the mathematics, the paper's section, what it does not do. Markdown.
  static var details: String { get }
  static var group: CommandGroup { get }
  /// In positional order; those after the first few are normally given by name.
  static var parameters: [any AnyParameter] { get }
  /// At least one; the tests run them all.
  static var examples: [Example] { get }
  /// True for commands that give back their subject after showing or keeping it (`show`, `save`,
  /// `plot`): the prompt does not echo their result.
  static var isQuiet: Bool { get }
  /// A command that only works with the session's own words (`seed 42`) may ask for no echo too.
  func run(_ call: BoundCall) throws -> Value
}

extension Command {
  public static var details: String { "" }
  public static var isQuiet: Bool { false }
}

/// A command whose result is its first argument and a little more.
public protocol GrowingCommand: Command {
  /// Whether it can do so in place with such a subject; `run` does it, or refuses it, else.
  func grows(_ subject: Value) -> Bool
  /// Makes `subject` what `run` would give for it and `item`, without a copy when nobody else keeps
  /// it. Precondition: it `grows`.
  func grow(_ subject: inout Value, by item: Value) throws
}

/// The chapters of the command list (LANGUAGE.md, "Commands").
public enum CommandGroup: String, Sendable, CaseIterable {
  case get = "Get"
  case compress = "Compress"
  case look = "Look"
  case draw = "Draw"
  case keep = "Keep"
  case tables = "Tables and lists"
  case numbers = "Numbers and tensors"
  case text = "Text"
  case notebook = "Notebook"
}

/// A line that works as typed. `prints`: the exact text output, when it is short and certain; nil
/// only demands that it runs without an error.
public struct Example: Sendable {
  public let code: String
  public let prints: String?

  public init(_ code: String, prints: String? = nil) {
    self.code = code
    self.prints = prints
  }
}
