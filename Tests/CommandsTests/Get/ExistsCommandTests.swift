import Testing

@Suite struct ExistsCommandTests {
  @Test func filesAreThereOnceTheyAreWritten() throws {
    let run = try ScriptRun(
      """
      print exists("/tmp/a.txt")
      save("text", "/tmp/a.txt")
      print(exists("/tmp/a.txt"), exists("/tmp/a.tx"), exists("/tmp/"))
      """)
    #expect(run.output.hasPrefix("false\n"))
    #expect(run.output.contains("true false"))
  }
}
