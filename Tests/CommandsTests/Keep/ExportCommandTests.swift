import Testing

@Suite struct ExportCommandTests {
  @Test func writesFourFilesAndTellsTheirSizes() throws {
    let run = try ScriptRun(
      Nets.packed
        + """
        e = export(h, "/tmp/new/c", name="toy"); print(len(e.files), e.memory_bytes, \
        exists(e.files[3]), e.weight_bytes < h.bytes + 200)
        """
    )
    #expect(run.story == "4 48 true true")
    let header = String(decoding: try run.content("new/c/toy.h"), as: UTF8.self)
    #expect(header.contains("toy_inputs = 2,") && header.contains("toy_outputs = 4,"))
    #expect(
      String(decoding: try run.content("new/c/toy_weights.h"), as: UTF8.self).contains("packed["))
  }

  /// Whatever its state, a net is the same as when it is packed first.
  @Test func packsNetsItself() throws {
    let run = try ScriptRun(Nets.packed + "export(q, \"/tmp/a\"); export(h, \"/tmp/b\")")
    #expect(run.error?.message == nil)
    #expect(try run.content("a/network_weights.h") == run.content("b/network_weights.h"))
  }

  @Test(arguments: [
    Refusal(
      "n = net([lrn, relu, lrn], input=[3, 4, 4]); export(n, \"/tmp/a\")",
      "value: C source cannot do lrn (2 layers)", at: "n"),
    Refusal(
      Nets.toy + "export(n, \"/tmp/a\", name=\"2b\")",
      "value: '2b' is no name for C: letters, digits and _ are, at most 40, no digit first",
      at: "\"2b\""),
    Refusal(
      Nets.toy + "export(n, \"/dev/null/a\")",
      "file: cannot make the folder '/dev/null/a': Not a directory",
      at: "\"/dev/null/a\"", hint: "choose another folder"),
    Refusal(
      "export(data(\"toy\"), \"/tmp/a\")",
      "type: argument 'net' of export: expected a net or a packed net, got data",
      at: "data(\"toy\")"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
