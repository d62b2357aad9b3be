import Testing

/// `.dcz` files that stay where they are.
@Suite struct ContainerFileTests {
  private static let make = """
    n = net([dense(8), relu, dense(4)], input=[6]) |> prune(sparsity=50%) |> quantize(bits=2)
    save(huffman(n), "/tmp/n.dcz")
    f = load("/tmp/n.dcz", lazy=true)

    """

  @Test(arguments: [
    Case(
      "print type(f), f.layers, (f.bytes == file_size(\"/tmp/n.dcz\"))",
      "file [\"fc1\", \"fc2\"] true"),
    Case("same(f[\"fc2\"].weight, n.fc2.weight)", "true"),
    Case("same(f.fc1.bias, n.fc1.bias)", "true"),
    Case("f[\"fc9\"]", "name: the file has no layer 'fc9'"),
    Case("f[1]", "type: a file is indexed by the name of a layer"),
  ]) func reads(_ example: Case) throws {
    #expect(try ScriptRun(Self.make + example.code).story == example.expected)
  }

  @Test func anotherFileIsRefused() throws {
    let story = try ScriptRun("save(\"x\", \"/tmp/x.txt\"); load(\"/tmp/x.txt\", lazy=true)").story
    #expect(story.contains("only .safetensors, .onnx and .dcz files can stay"))
  }
}
