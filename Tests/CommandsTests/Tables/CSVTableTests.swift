import TestSupport
import Testing

@Suite struct CSVTableTests {
  @Test(arguments: [
    Case(
      "t = table({n: [1.5, -2e-9, none], w: [\"a, \\\"b\\\"\", \"x\", \"\"], "
        + "ok: [true, false, true]}); save(t, \"/tmp/t.csv\"); "
        + "r = load(\"/tmp/t.csv\"); print r.n, r.w, r.ok",
      "[1.5, -2e-9, none] [\"a, \\\"b\\\"\", \"x\", none] [true, false, true]"),
    Case(
      "save(\"a,a\\n1,2\\n\", \"/tmp/t.txt\"); type(load(\"/tmp/t.txt\"))",
      "format: '/tmp/t.txt' is none of the files that load reads"),
  ]) func reads(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    ("a,a\n1,2\n", "two columns are called 'a'"), ("a,b\n1\n", "1 fields, but the header names 2"),
    ("", "the table is empty"),
  ]) func refuses(content: String, reason: String) throws {
    let run = try ScriptRun("load(\"/tmp/t.csv\")", folder: try folder(with: content))
    #expect(run.error?.kind == .format)
    #expect(run.story.contains(reason))
  }

  private func folder(with content: String) throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(Array(content.utf8), to: "t.csv")
    return folder
  }
}
