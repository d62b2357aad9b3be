import TestSupport
import Testing

@Suite struct CheckpointCommandTests {
  /// Made once; the second time the function does not run.
  @Test func isMadeOnceAndReadThen() throws {
    let folder = try TemporaryFolder()
    let code =
      """
      n = checkpoint("/tmp/keep/a.dcz", fn() { print "made"; net([dense(2)], input=[2]) }); \
      print(n.fc1.weight.values)
      """
    let first = try ScriptRun("seed 1; " + code, folder: folder).story
    let second = try ScriptRun("seed 2; " + code, folder: folder).story
    #expect(first == "made\n" + second)
    #expect(!second.contains("made"))
  }

  @Test(arguments: [
    Refusal(
      "checkpoint(\"/tmp/a.dcz\", fn() { 5 })",
      "type: checkpoint keeps a net or a packed net, the function gave a number",
      at: "fn() { 5 }"),
    // Known before the function runs.
    Refusal(
      "checkpoint(\"/tmp/a.xyz\", fn() { print \"long work\" })",
      "value: a net cannot be written as '.xyz'",
      at: "\"/tmp/a.xyz\"", hint: "endings: .dcz"),
    Refusal(
      "checkpoint(\"/dev/null/x/a.dcz\", fn() { print \"long work\" })",
      "file: cannot make the folder '/dev/null/x': Not a directory", at: "\"/dev/null/x/a.dcz\"",
      hint: "choose another folder"),
    Refusal(
      "checkpoint(\"/tmp/a.dcz\", fn() { 1 + none })",
      "type: '+' does not work on a number and none", at: "+"),
  ]) func refuses(_ refusal: Refusal) throws {
    try check(refusal)
    #expect(
      try ScriptRun("try { \(refusal.code) } catch e { print exists(\"/tmp/a.dcz\") }").story
        == "false")
  }
}
