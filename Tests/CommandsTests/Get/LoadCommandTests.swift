import Foundation
import TestSupport
import Testing

@Suite struct LoadCommandTests {
  @Test(arguments: [
    "n", "p", "q", "h", "prune(n, 50%, only=\"fc1\")", "net([dense(2, bias=false)], input=[3])",
    "net([flatten, dense(2), dropout(30%)], input=[1, 2, 2])",
  ]) func givesBackWhatWasSaved(_ model: String) throws {
    let run = try ScriptRun(
      Nets.packed
        + """
        m = \(model); save(m, "/tmp/deep/er/a.dcz"); again = load("/tmp/deep/er/a.dcz")
        print(type(again) == type(m), same(again, m))
        if type(m) == "net" { print(again.state == m.state, again.layers == m.layers, \
        again.input == m.input) }
        save(again, "/tmp/b.dcz"); print(file_size("/tmp/a.dcz") == file_size("/tmp/b.dcz"))
        """.replacing("/tmp/a.dcz", with: "/tmp/deep/er/a.dcz"))
    #expect(
      run.story.split(separator: "\n").allSatisfy {
        $0.split(separator: " ").allSatisfy { $0 == "true" }
      })
    #expect(try run.content("deep/er/a.dcz") == run.content("b.dcz"))
  }

  @Test(arguments: ["n", "p", "q", "quantize(p, bits=3, centroid_bits=32, bias_bits=32)"])
  func givesBackWeightsOfNumPyFiles(_ model: String) throws {
    let run = try ScriptRun(
      Nets.shared + """
        m = \(model); save(m, "/tmp/a.npz"); again = load("/tmp/a.npz", into=n); \
        print(same(again, m), again.state == m.state)
        """)
    #expect(run.story == "true true")
  }

  @Test(arguments: [
    "tensor([[1, 2.5], [3, 0/0]])", "tensor([1, 255], type=\"u8\")", "data(\"toy\").test.y",
    "zeros(0, 3)",
  ])
  func givesBackNumPyArrays(_ tensor: String) throws {
    let run = try ScriptRun(
      """
      x = \(tensor); save(x, "/tmp/a.npy"); y = load("/tmp/a.npy"); \
      print(same(x, y), x.type == y.type)
      """
    )
    #expect(run.story == "true true")
  }

  @Test func weightsWithoutANetAreARecordOfTensors() throws {
    let run = try ScriptRun(
      Nets.toy + """
        save(n, "/tmp/a.npz"); r = load("/tmp/a.npz"); \
        print(same(r["fc1.weight"], n.fc1.weight), r["fc2.bias"].shape)
        """)
    #expect(run.story == "true [4]")
  }

  @Test(arguments: [
    ("garbage", [UInt8]("not a model\n".utf8)), ("nothing", []),
    ("a PNG", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]), ("one byte", [0x89]),
  ]) func otherFilesAreRefused(_ name: String, _ content: [UInt8]) throws {
    let folder = try TemporaryFolder()
    try folder.write(content, to: "a.dcz")
    let run = try ScriptRun("load(\"/tmp/a.dcz\")", folder: folder)
    #expect(run.story == "format: '/tmp/a.dcz' is none of the files that load reads")
    #expect(run.place == "\"/tmp/a.dcz\"")
    #expect(run.error?.kind.exitCode == .file)
  }

  /// Every proper prefix of a file, and every file with one byte changed, is refused: by a named
  /// error.
  @Test func damagedFilesAreRefused() throws {
    let saved = try ScriptRun(
      """
      save(net([dense(3)], input=[2]) |> prune(50%) |> quantize(bits=1) |> huffman, "/tmp/a.dcz")
      """
    )
    let whole = try saved.content("a.dcz")
    for length in stride(from: 4, to: whole.count, by: 3) {
      try saved.folder.write(Array(whole[..<length]), to: "b.dcz")
      let story = try ScriptRun("load(\"/tmp/b.dcz\")", folder: saved.folder).story
      #expect(
        story.hasPrefix("format: '/tmp/b.dcz' is damaged or no .dcz file: "),
        "\(length) bytes: \(story)")
    }
    for place in stride(from: 4, to: whole.count, by: 3) {
      var changed = whole
      changed[place] ^= 0x10
      try saved.folder.write(changed, to: "b.dcz")
      let story = try ScriptRun("load(\"/tmp/b.dcz\")", folder: saved.folder).story
      #expect(story.hasPrefix("format: "), "byte \(place): \(story)")
    }
  }

  @Test func verifyAndInspectTellWhatIsWrong() throws {
    let saved = try ScriptRun(
      "save(net([dense(3)], input=[2]), \"/tmp/a.dcz\"); print(verify(\"/tmp/a.dcz\"))")
    #expect(saved.story.hasPrefix("/tmp/a.dcz: sound; "))
    #expect(saved.story.hasSuffix("SHA-256 and every layer checked\ntrue"))
    var whole = try saved.content("a.dcz")
    whole[40] ^= 1
    try saved.folder.write(whole, to: "a.dcz")
    for command in ["verify", "inspect"] {
      let run = try ScriptRun("\(command)(\"/tmp/a.dcz\")", folder: saved.folder)
      #expect(run.error?.kind == .format)
      #expect(run.place == "\"/tmp/a.dcz\"")
    }
  }

  @Test(arguments: [
    Refusal(
      "load(\"/tmp/none.dcz\")", "file: cannot read '/tmp/none.dcz': No such file or directory",
      at: "\"/tmp/none.dcz\""
    ),
    Refusal(
      Nets.toy + "save(n, \"/tmp/a.npz\"); load(\"/tmp/a.npz\", into=net([dense(8)], input=[2]))",
      "format: '/tmp/a.npz': the network has no place for 'fc2.bias'; "
        + "it takes fc1.bias, fc1.codebook, fc1.codes, "
        + "fc1.mask, fc1.weight", at: "\"/tmp/a.npz\""),
    Refusal("load(\"/dev/null\")", "file: '/dev/null' is not a file", at: "\"/dev/null\""),
    Refusal("load(\"/\")", "file: '/' is not a file", at: "\"/\""),
    Refusal(
      "verify(\"/tmp/none.dcz\")", "file: cannot read '/tmp/none.dcz': No such file or directory",
      at: "\"/tmp/none.dcz\""),
    Refusal("file_size(\"/tmp/none\")", "file: there is no file '/tmp/none'", at: "\"/tmp/none\""),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}

extension ScriptRun {
  /// A file that the script wrote.
  func content(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder.path + "/" + name)))
  }
}
