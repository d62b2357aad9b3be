import Testing

@Suite struct VerifyCommandTests {
  @Test func soundFilesAreTrue() throws {
    let run = try ScriptRun(
      Nets.packed
        + "save(h, \"/tmp/a.dcz\"); x = verify(\"/tmp/a.dcz\"); print(x, file_size(\"/tmp/a.dcz\"))"
    )
    let size = run.story.split(separator: " ").last.map(String.init) ?? ""
    #expect(
      run.story.hasPrefix("/tmp/a.dcz: sound; \(size) bytes, 5 chunks, SHA-256 and every layer"))
    #expect(run.story.hasSuffix("true \(size)"))
  }

  /// One bit anywhere is enough.
  @Test(arguments: [0.0, 0.2, 0.5, 0.8, 0.999]) func anyFlippedBitIsFound(_ part: Double) throws {
    let run = try ScriptRun(Nets.packed + "save(h, \"/tmp/a.dcz\")")
    var bytes = try run.content("a.dcz")
    bytes[Int(Double(bytes.count) * part)] ^= 0x10
    _ = try run.folder.write(bytes, to: "a.dcz")
    let again = try ScriptRun("verify(\"/tmp/a.dcz\")", folder: run.folder)
    #expect(again.error?.kind == .format)
    #expect(again.story.hasPrefix("format: '/tmp/a.dcz' is not sound: "))
  }
}
