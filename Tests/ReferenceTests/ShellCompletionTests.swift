import Testing

@Suite struct ShellCompletionTests {
  @Test func bashCompletesCommandsBehindHelp() throws {
    let (status, text) = try Tool.run(
      "bash", "-c",
      """
      source Tools/Completion/dcs.bash; COMP_WORDS=(dcs help prun); COMP_CWORD=2; _dcs
      echo "${COMPREPLY[@]}"; COMP_WORDS=(dcs rep); COMP_CWORD=1; _dcs; echo "${COMPREPLY[@]}"
      """)
    #expect(status == 0)
    #expect(text == "prune\nreport\n")
  }

  @Test(.enabled(if: Tool.has("zsh"), "zsh is not here")) func zshReadsIt() throws {
    #expect(try Tool.run("zsh", "-n", "Tools/Completion/_dcs").status == 0)
  }

  @Test(.enabled(if: Tool.has("fish"), "fish is not here")) func fishReadsIt() throws {
    #expect(try Tool.run("fish", "-n", "Tools/Completion/dcs.fish").status == 0)
  }
}
