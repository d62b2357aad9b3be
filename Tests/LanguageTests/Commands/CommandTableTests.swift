import Language
import Testing

@Suite struct CommandTableTests {
  private struct OtherSqrt: Command {
    static let name = "sqrt"
    static let summary = "Another one."
    static let group = CommandGroup.text
    static let parameters: [any AnyParameter] = []
    static let examples: [Example] = []
    func run(_ call: BoundCall) throws -> Value { .none }
  }

  @Test func commandsAreFoundByName() {
    let table = CommandTable([SqrtCommand(), LenCommand()])
    #expect(table["sqrt"] is SqrtCommand && table["len"] is LenCommand)
    #expect(table["Sqrt"] == nil && table[""] == nil)
    #expect(table.names == ["sqrt", "len"])
  }

  @Test func laterOnesReplaceEarlierOnes() {
    #expect(CommandTable([SqrtCommand(), OtherSqrt()])["sqrt"] is OtherSqrt)
    #expect(CommandTable([OtherSqrt(), SqrtCommand()])["sqrt"] is SqrtCommand)
  }

  @Test func chaptersKeepTheOrder() {
    let table = CommandTable([MapCommand(), SqrtCommand(), LenCommand()])
    let tables = table.commands(in: .tables)
    #expect(tables.map { type(of: $0).name } == ["map", "len"])
    #expect(table.commands(in: .draw).isEmpty)
  }
}
