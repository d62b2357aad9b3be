import Testing

@Suite struct InspectCommandTests {
  /// The chunks' lengths, 12 bytes of frame each and 10 of signature and version are the file.
  @Test func chunksMakeUpTheFile() throws {
    let run = try ScriptRun(
      Nets.packed
        + "save(h, \"/tmp/a.dcz\"); inspect(\"/tmp/a.dcz\"); print file_size(\"/tmp/a.dcz\")")
    let table = try #require(run.tables.last)
    let lengths = try #require(table.column("bytes"))
    let total = lengths.values.compactMap { Int($0.text) }.reduce(0) { $0 + $1 + 12 } + 10
    #expect(run.output.hasSuffix("\n\(total)"))
    #expect(run.tables.count == 3)
  }

  /// A damaged file is shown as far as it can be, then refused.
  @Test func damageIsShownAndRefused() throws {
    let run = try ScriptRun(Nets.packed + "save(h, \"/tmp/a.dcz\"); inspect(\"/tmp/a.dcz\")")
    let table = try #require(run.tables.last)
    let types = try #require(table.column("type")).values.map(\.text)
    let layer = try #require(types.firstIndex(of: "LAYR"))
    let offsets = try #require(table.column("offset")).values
    let offset = try #require(Int(offsets[layer].text))
    var bytes = try run.content("a.dcz")
    bytes[offset + 12] ^= 0x10
    _ = try run.folder.write(bytes, to: "a.dcz")
    let again = try ScriptRun("inspect(\"/tmp/a.dcz\")", folder: run.folder)
    #expect(again.error?.kind == .format)
    let marks = again.tables.last?.columns.flatMap { $0.values.map(\.text) } ?? []
    #expect(marks.filter { $0 == "WRONG" }.count == 1)
  }
}
