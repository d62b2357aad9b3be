import Testing

/// `dcs model.dcz`: files that are models and no scripts.
@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct ModelFileViewTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func save(_ code: String, _ name: String) throws -> String {
    let path = folder.path + "/" + name
    #expect(try Binary.run(["-c", "save(\(code), \"\(path)\")"], in: folder).code == 0)
    return path
  }

  @Test func tellsWhatIsInItAndHowToGoOn() throws {
    let path = try save("lenet300() |> quantize(bits=2) |> huffman", "m.dcz")
    let packed = try Binary.run([path], in: folder)
    #expect(packed.code == 0 && packed.output.contains("state packed"))
    #expect(packed.output.contains("Where the bytes go"))
    #expect(packed.errors.contains("dcs -i \(path)") && packed.errors.contains("verify"))
    let dense = try Binary.run([try save("lenet300()", "m.onnx")], in: folder)
    #expect(dense.code == 0 && dense.output.contains("266610 parameters"))
    #expect(dense.errors.contains("|> huffman, \"m.dcz\")'"))
  }

  @Test func thePromptHasItAsAVariable() throws {
    let path = try save("lenet300()", "m.npz")
    let result = try Binary.run(["-i", path], input: "model.fc1.weight.shape\n", in: folder)
    #expect(result.code == 4, "weights without a graph are a record of arrays")
    let net = try save("lenet300()", "n.dcz")
    let kept = try Binary.run(["-i", net], input: "model.fc1.weight.shape\n", in: folder)
    #expect(kept.code == 0 && kept.output.hasSuffix("[300, 784]\n"))
  }

  @Test func whatIsNoModelIsRefused() throws {
    let wrong = try Binary.run([try folder.write("no model", to: "x.dcz")], in: folder)
    #expect(wrong.code == 5 && wrong.errors.contains("x.dcz"))
    let missing = try Binary.run(["nowhere.onnx"], in: folder)
    #expect(missing.code == 5 && missing.errors.contains("nowhere.onnx"))
    let surplus = try Binary.run(["nowhere.onnx", "--epochs", "3"], in: folder)
    #expect(surplus.code == 2 && surplus.errors.contains("--epochs"))
  }
}
