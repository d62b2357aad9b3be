import Testing

@Suite struct SaveCommandTests {
  @Test(arguments: [
    (Case("table({a: [1, 2], b: [\"x\", \"y,z\"]})", "a,b\r\n1,x\r\n2,\"y,z\"\r\n"), "a.csv"),
    (Case("table({a: [1]})", "| a |\n| ---: |\n| 1 |\n"), "a.md"),
    (Case("\"as it is\"", "as it is"), "a.txt"),
    (Case("[1, \"a\", {b: 92%}]", "[1, \"a\", {b: 0.92}]\n"), "a.txt"),
  ]) func textFiles(_ example: Case, _ name: String) throws {
    let run = try ScriptRun("x = save(\(example.code), \"/tmp/new/folder/\(name)\")")
    #expect(run.error?.message == nil)
    #expect(
      String(decoding: try run.content("new/folder/\(name)"), as: UTF8.self) == example.expected)
  }

  @Test func givesBackItsSubjectAndReplacesFilesWhole() throws {
    let run = try ScriptRun(
      """
      save("a long text", "/tmp/a.txt"); x = "b" |> save("/tmp/a.txt"); \
      print(x, file_size("/tmp/a.txt"))
      """
    )
    #expect(run.story == "b 1")
  }

  /// A doubled slash is one.
  @Test func foldersAreMadeOnTheWay() throws {
    let run = try ScriptRun(
      "save(\"b\", \"/tmp//one//two/a.txt\"); print(exists(\"/tmp/one/two/a.txt\"))")
    #expect(run.story == "true")
  }

  /// NumPy reads it: a zip of .npy arrays (ModelExchangeTests look inside).
  @Test func netsBecomeNumPyFiles() throws {
    let run = try ScriptRun(Nets.shared + "save(q, \"/tmp/a.npz\")")
    #expect(run.error?.message == nil)
    #expect(try run.content("a.npz").starts(with: Array("PK".utf8)))
  }

  /// Whatever the file and the form, `load` gives the same weights; a packed net is unpacked.
  @Test(
    arguments: ["onnx", "safetensors", "npz"], ["", ", weights=\"values\"", ", weights=\"shared\""])
  func netsGoOutAndComeBack(_ ending: String, _ weights: String) throws {
    let into = ending == "onnx" ? "" : ", into=n"
    let run = try ScriptRun(
      Nets.packed
        + """
        for x in [q, h] { save(x, "/tmp/a.\(ending)"\(weights)); \
        print same(load("/tmp/a.\(ending)"\(into)), q) }
        """
    )
    #expect(run.story == "true\ntrue")
  }

  @Test func sharedWeightsStayShared() throws {
    let run = try ScriptRun(
      Nets.shared + """
        save(q, "/tmp/a.onnx", weights="shared"); save(q, "/tmp/a.safetensors", weights="shared")
        save(q, "/tmp/b.onnx"); save(q, "/tmp/b.safetensors")
        print load("/tmp/a.onnx").state, load("/tmp/a.safetensors", into=n).state
        print load("/tmp/b.onnx").state, load("/tmp/b.safetensors", into=n).state
        """)
    // Values do not say why they are 0: zeros count as pruned.
    #expect(run.story == "shared shared\npruned pruned")
  }

  @Test(arguments: [
    Refusal(
      Nets.toy + "save(n, \"/tmp/a.xyz\")", "value: a net cannot be written as '.xyz'",
      at: "\"/tmp/a.xyz\"",
      hint: "endings: .dcz, .onnx, .safetensors, .npz"),
    Refusal(
      Nets.toy + "save(n, \"/tmp/a\")", "value: a net cannot be written without an ending",
      at: "\"/tmp/a\"",
      hint: "endings: .dcz, .onnx, .safetensors, .npz"),
    Refusal(
      Nets.packed + "save(h, \"/tmp/a.npy\")", "value: a packed net cannot be written as '.npy'",
      at: "\"/tmp/a.npy\"",
      hint: "endings: .dcz, .onnx, .safetensors, .npz"),
    Refusal(
      Nets.packed + "save(h, \"/tmp/a.dcz\", weights=\"shared\")",
      "argument: a .dcz file keeps weights as they are",
      at: "\"/tmp/a.dcz\"", hint: "leave weights= out, or write .onnx, .safetensors or .npz"),
    Refusal(
      "save(table({a: [1]}), \"/tmp/a.dcz\")", "value: a table cannot be written as '.dcz'",
      at: "\"/tmp/a.dcz\"",
      hint: "endings: .csv, .json, .md, .txt"),
    Refusal(
      Nets.toy + "save(n, \"/dev/null/x/a.dcz\")",
      "file: cannot make the folder '/dev/null/x': Not a directory",
      at: "\"/dev/null/x/a.dcz\"", hint: "choose another folder"),
    Refusal(
      "save(data(\"toy\"), \"/tmp/a.dcz\")", "type: data cannot be saved", at: "\"/tmp/a.dcz\"",
      hint: "save a net, a table or a tensor"),
    Refusal(
      "save([1, 2], \"/tmp/a.dcz\")", "value: a list cannot be written as '.dcz'",
      at: "\"/tmp/a.dcz\"",
      hint: "for instance .txt"),
    Refusal(
      "save(print, \"/tmp/a.txt\")", "type: a function cannot be saved", at: "\"/tmp/a.txt\"",
      hint: "save a net, a table or a tensor"),
    Refusal(
      "save(zeros(3), \"/tmp/a.txt\")", "value: a tensor cannot be written as '.txt'",
      at: "\"/tmp/a.txt\"",
      hint: "endings: .npy"),
    Refusal("save(1, \"\")", "file: the path is empty", at: "\"\""),
    Refusal("save(1)", "argument: save needs argument 'path'", at: "save(1)"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  /// NumPy's format, version 1.0: magic, a header padded to 64 bytes, little-endian elements.
  @Test(arguments: [
    (Case("tensor([[1, 2]])", "'descr': '<f4', 'fortran_order': False, 'shape': (1, 2)"), 8),
    (
      Case(
        "tensor([1, 2, 255], type=\"u8\")",
        "'descr': '|u1', 'fortran_order': False, 'shape': (3,)"),
      3
    ),
    (Case("data(\"toy\").test.y", "'descr': '<i4', 'fortran_order': False, 'shape': (100,)"), 400),
  ]) func tensorsBecomeNumPyArrays(_ example: Case, _ bytes: Int) throws {
    let run = try ScriptRun("save(\(example.code), \"/tmp/a.npy\")")
    #expect(run.error?.message == nil)
    let content = try run.content("a.npy")
    #expect(content.starts(with: [0x93] + Array("NUMPY".utf8)))
    #expect(String(decoding: content, as: UTF8.self).contains(example.expected))
    #expect(content.count % 64 == bytes % 64)
  }

  @Test(arguments: ["/proc/a.txt", "/dev/null/a.txt", "/"]) func pathsThatCannotBeWritten(
    _ path: String
  ) throws {
    let run = try ScriptRun("save(\"x\", \"\(path)\")")
    #expect(run.error?.kind == .file)
    #expect(run.place == "\"\(path)\"")
  }
}
