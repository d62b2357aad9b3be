/// All commands, in the order in which help lists them.
public struct CommandTable: Sendable {
  public let commands: [any Command]
  private let byName: [String: any Command]

  /// Later commands of the same name replace earlier ones in lookups.
  public init(_ commands: [any Command]) {
    self.commands = commands
    byName = Dictionary(commands.map { (type(of: $0).name, $0) }, uniquingKeysWith: { $1 })
  }

  public subscript(name: String) -> (any Command)? { byName[name] }
  public var names: [String] { commands.map { type(of: $0).name } }

  /// The commands of one chapter, in order.
  public func commands(in group: CommandGroup) -> [any Command] {
    commands.filter { type(of: $0).group == group }
  }
}
