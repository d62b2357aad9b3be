import Language
import Testing

/// What a declaration need not say.
@Suite struct CommandTests {
  @Test func defaultsOfADeclaration() {
    #expect(SqrtCommand.details == "" && !SqrtCommand.isQuiet)
    #expect(PruneCommand.details == "Magnitude pruning." && ShowCommand.isQuiet)
  }

  /// A quiet command's result is not echoed at the prompt, wherever it stands in a pipe.
  @Test func quietCommandsAreNotEchoed() {
    #expect(run("sqrt(4)\nshow 3\n9 |> sqrt |> show", echo: .all).recording.echoes == ["2"])
    #expect(run("show(9) |> sqrt", echo: .all).recording.echoes == ["3"])
  }

  @Test func chaptersAreThoseOfTheManual() {
    #expect(
      CommandGroup.allCases.map(\.rawValue) == [
        "Get", "Compress", "Look", "Draw", "Keep", "Tables and lists", "Numbers and tensors",
        "Text", "Notebook",
      ])
  }
}
