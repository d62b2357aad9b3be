import Commands
import Foundation
import Language
import TestSupport
import Testing

/// Models with a file of numbers beside them, as `save` writes them.
struct OutputFilesTests {
  /// 40 x 30 floats are 4800 bytes.
  private static let net = "n = net([dense(40), relu, dense(3)], input=[30]); "

  private func size(_ run: ScriptRun, _ name: String) throws -> Int {
    try run.content(name).count
  }

  /// Numbers go out where the model would be too large, not before.
  @Test func theLimitDecides() throws {
    let code = Self.net + "save(n, \"/tmp/m.onnx\"); print same(load(\"/tmp/m.onnx\"), n)"
    let whole = try ScriptRun(code)
    let count = try size(whole, "m.onnx")
    #expect(Self.saved(whole) == ["save: /tmp/m.onnx, \(NumberText.grouped(count)) bytes"])
    #expect(throws: (any Error).self) { try whole.content("m.onnx.data") }

    let split = try ScriptRun(code, session: Session(largestModel: count - 1))
    #expect(split.story == "true")
    #expect(try size(split, "m.onnx.data") == 4800)
    let rest = try size(split, "m.onnx")
    #expect(count - 4800 < rest && rest < count - 4600)
    #expect(
      Self.saved(split) == [
        "save: /tmp/m.onnx, \(NumberText.grouped(rest)) bytes, /tmp/m.onnx.data, 4800 bytes"
      ])
  }

  private static func saved(_ run: ScriptRun) -> [String] {
    run.outcomes.filter { $0.hasPrefix("save") }.map {
      $0.replacing(run.folder.path + "/", with: "/tmp/")
    }
  }

  @Test(arguments: ["", ", weights=\"shared\"", ", weights=\"values\""])
  func packedNetsGoOutAndComeBack(weights: String) throws {
    let run = try ScriptRun(
      Self.net + """
        q = n |> prune(sparsity=50%) |> quantize(bits=2)
        save(q |> huffman, "/tmp/new/m.onnx"\(weights), external=true)
        print same(load("/tmp/new/m.onnx"), q), exists("/tmp/new/m.onnx.data")
        """)
    #expect(run.story == "true true")
  }

  /// Nothing is large enough for a file of its own.
  @Test func smallModelsAreOneFile() throws {
    let run = try ScriptRun(
      Nets.toy + """
        save(n, "/tmp/m.onnx", external=true)
        print same(load("/tmp/m.onnx"), n), exists("/tmp/m.onnx.data")
        """)
    #expect(run.story == "true false")
  }

  /// A model that cannot be written leaves no data file, and what was there stays.
  @Test func bothAppearOrNone() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/m.onnx", withIntermediateDirectories: true)
    let first = try ScriptRun(
      Self.net + "save(n, \"/tmp/m.onnx\", external=true)", folder: folder)
    #expect(first.error?.kind == .file)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["m.onnx"])

    try FileManager.default.createDirectory(
      atPath: folder.path + "/k.onnx.data", withIntermediateDirectories: true)
    let second = try ScriptRun(
      Self.net + """
        save(n, "/tmp/k.onnx"); a = file_size("/tmp/k.onnx")
        try { save(n, "/tmp/k.onnx", external=true) } catch e { print e.kind }
        print(same(load("/tmp/k.onnx"), n), file_size("/tmp/k.onnx") == a)
        """, folder: folder)
    #expect(second.story == "file\ntrue true")
  }

  @Test func aLoadedModelIsReplacedByItself() throws {
    let run = try ScriptRun(
      Self.net + """
        save(n, "/tmp/m.onnx", external=true)
        load("/tmp/m.onnx") |> prune(sparsity=60%) |> save("/tmp/m.onnx", external=true)
        print load("/tmp/m.onnx").state, same(load("/tmp/m.onnx"), n |> prune(sparsity=60%))
        """)
    #expect(run.story == "pruned true")
  }

  @Test(arguments: [
    Refusal(
      net + "save(n, \"/tmp/m.dcz\", external=true)",
      "argument: only an .onnx file has numbers in a file beside it", at: "true",
      hint: "leave external= out, or write .onnx"),
    Refusal(
      net + "save(3, \"/tmp/m.txt\", external=false)",
      "argument: only an .onnx file has numbers in a file beside it", at: "false",
      hint: "leave external= out, or write .onnx"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  @Test func whoWantsOneFileIsToldWhenItCannotBe() throws {
    let run = try ScriptRun(
      Self.net + "save(n, \"/tmp/m.onnx\", external=false)", session: Session(largestModel: 4000))
    #expect(run.error?.kind == .limit)
    #expect(run.story.contains("the format allows 4000"))
    #expect(run.hint.hasPrefix("leave external= out"))
    #expect(throws: (any Error).self) { try run.content("m.onnx") }
  }
}
