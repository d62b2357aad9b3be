import Commands
import Reference
import Testing

@Suite struct CommandWordsTests {
  @Test func chaptersHoldEveryCommandOnce() {
    let table = StandardCommands.table(session: Session())
    let words = CommandWords(table, version: "1")
    let names = words.chapters.flatMap { $0.commands.map { type(of: $0).name } }
    #expect(names.sorted() == table.names.sorted())
    #expect(words.keywords.contains("fn") && words.arguments.contains("sparsity"))
  }
}
