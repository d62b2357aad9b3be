import Reference
import Testing

@Suite struct CommandLineWordsTests {
  /// Tab offers what the help explains.
  @Test func everySubcommandIsExplained() {
    for word in CommandLineWords.subcommands {
      #expect(CommandLineWords.usage.contains("\ndcs \(word) "), "\(word)")
    }
  }
}
