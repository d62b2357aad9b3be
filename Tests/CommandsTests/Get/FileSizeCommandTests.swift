import Testing

@Suite struct FileSizeCommandTests {
  /// "größe" has seven bytes in UTF-8; `save` ends a text with a line end.
  @Test func bytesNotCharacters() throws {
    let run = try ScriptRun("x = save(\"größe\", \"/tmp/a.txt\"); print file_size(\"/tmp/a.txt\")")
    let bytes = try run.content("a.txt").count
    #expect(bytes >= 7)
    #expect(run.story == "\(bytes)")
  }

  @Test func missingFilesAreNamed() throws {
    try check(
      Refusal(
        "file_size(\"/tmp/none.dcz\")", "file: there is no file '/tmp/none.dcz'",
        at: "\"/tmp/none.dcz\""))
  }
}
