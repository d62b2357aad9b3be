import Language
import Testing

@Suite struct CommandHelpTests {
  @Test func textComesFromTheDeclaration() {
    #expect(
      CommandHelp(PruneCommand()).text(details: true) == """
        prune(network, sparsity=0.9, threshold=none, method="magnitude", ...)
        Removes the smallest weights of each layer.

          network             stands for a net here (a number)
          sparsity=0.9        the fraction removed, 0 to 1 (a number)
          threshold=none      removes weights below it (a number or none)
          method="magnitude"  what is compared (a string: "magnitude", "random")
          only=[]             layers to prune (a list of strings)

        Magnitude pruning.

          print prune(100, sparsity=90%)  # 10
        """)
    #expect(!CommandHelp(PruneCommand()).text().contains("Magnitude pruning."))
    #expect(
      CommandHelp(PruneCommand()).signature
        == "prune(network, sparsity=0.9, threshold=none, method=\"magnitude\", only=[])")
    #expect(CommandHelp(PrintCommand()).signature == "print(values..., separator=\" \")")
  }

  @Test func everyExampleOfTheTestCommandsRuns() {
    for command in testCommands.commands {
      for example in type(of: command).examples {
        let lines = output(example.code)
        if let prints = example.prints { #expect(lines == [prints]) }
      }
    }
  }
}

@Suite struct CommandLookupTests {
  @Test func lookups() {
    #expect(testCommands.names.first == "print")
    #expect(testCommands["prune"] != nil)
    #expect(testCommands["Prune"] == nil)
    #expect(testCommands.commands(in: .text).map { type(of: $0).name } == ["print"])
  }
}
