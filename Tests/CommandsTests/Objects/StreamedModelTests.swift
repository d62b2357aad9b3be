import Foundation
import Language
import ModelExchange
import TestSupport
import Testing

/// Models that stay in their files (`load(..., lazy=true)`, an index of several files).
@Suite struct StreamedModelTests {
  private static let make = """
    seed 4
    save({"a.w": randn(6, 40), "b.w": randn(30, 8, 3), "c.bias": randn(20), "d.w": randn(5, 5),
        "e.few": randn(3)}, "/tmp/m.safetensors")

    """

  private func bytes(_ run: ScriptRun, _ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: run.folder.path + "/" + name)))
  }

  /// The same stages in memory are the twin: equal files, byte for byte.
  @Test(arguments: [
    "quantize(bits=3)", "quantize(bits=3) |> huffman", "prune(sparsity=60%) |> huffman",
    "prune(sparsity={\"*\": 50%, \"a.w\": 80%}) |> quantize(bits={\"*\": 2, \"b*\": 4}) |> huffman",
    "quantize(levels=5, only=\"b*\") |> huffman", "prune(threshold=0.5, except=\"d.w\")",
    "quantize(bits=4) |> huffman(index_bits=4, format=\"paper\")",
    "prune(sparsity=70%, method=\"global\") |> huffman",
    "prune(sparsity=70%, method=\"lamp\") |> quantize(bits=3) |> huffman",
    "prune(sparsity={\"a*\": 30%}) |> prune(sparsity=60%, method=\"lamp\", except=\"d.w\")",
    "prune(sparsity=50%) |> prune(sparsity=20%) |> huffman",
  ]) func aStreamWritesTheBytesOfTheModelInMemory(stages: String) throws {
    let run = try ScriptRun(
      Self.make + """
        load("/tmp/m.safetensors", lazy=true) |> \(stages) |> save("/tmp/stream.dcz")
        load("/tmp/m.safetensors") |> \(stages) |> save("/tmp/memory.dcz")
        print same(load("/tmp/stream.dcz"), load("/tmp/memory.dcz"))
        """)
    #expect(run.story == "true")
    #expect(try bytes(run, "stream.dcz") == bytes(run, "memory.dcz"))
  }

  /// What was looked for in the files says what came of it, as in memory; what was gone before
  /// counts.
  @Test(arguments: [
    "prune(sparsity=70%, method=\"lamp\")",
    "prune(sparsity=50%) |> prune(sparsity=60%, method=\"global\")",
    "prune(sparsity=50%) |> prune(sparsity=20%, method=\"global\")",
  ]) func aSelectionOverAllFilesSaysWhatIsKept(stages: String) throws {
    func last(_ lazy: String) throws -> String? {
      try ScriptRun(Self.make + "load(\"/tmp/m.safetensors\"\(lazy)) |> \(stages)").outcomes.last
    }
    let line = try last(", lazy=true")
    #expect(line?.hasPrefix("prune: ") == true)
    #expect(line == (try last("")))
  }

  /// Values go back array by array, from the model and from its packed file.
  @Test(arguments: [
    "prune(threshold=0)", "quantize(bits=3)",
    "prune(sparsity=70%, method=\"lamp\") |> quantize(bits=3) |> huffman",
  ]) func valuesAreThoseOfTheModelInMemory(stages: String) throws {
    let run = try ScriptRun(
      Self.make + """
        load("/tmp/m.safetensors") |> \(stages) |> save("/tmp/m.dcz") |>
            save("/tmp/memory.safetensors")
        load("/tmp/m.safetensors", lazy=true) |> \(stages) |> save("/tmp/stream.safetensors")
        load("/tmp/m.dcz", lazy=true) |> save("/tmp/unpacked.safetensors")
        """)
    #expect(run.error == nil, "\(run.story)")
    let memory = try bytes(run, "memory.safetensors")
    for name in ["stream", "unpacked"] {
      #expect(try bytes(run, "\(name).safetensors") == memory, "\(name)")
    }
  }

  /// Blocks of rows are whole arrays again, from files and from memory; brain floats stay such.
  @Test func blocksAreJoinedInFilesOfValues() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Self.safetensors(
        #""w":{"dtype":"BF16","shape":[12,8],"data_offsets":[0,192]}"#,
        [UInt8]((0..<24).flatMap { _ in [0x80, 0x3f, 0x00, 0xc0, 0x00, 0x3f, 0x40, 0x40] })),
      to: "b.safetensors")
    let run = try ScriptRun(
      """
      load("/tmp/b.safetensors", lazy=true) |> quantize(bits=2, blocks=4) |> save("/tmp/b.dcz")
      load("/tmp/b.dcz", lazy=true) |> save("/tmp/x.safetensors")
      load("/tmp/b.dcz") |> save("/tmp/y.safetensors")
      x = load("/tmp/x.safetensors", lazy=true)
      print load("/tmp/b.dcz", lazy=true).layers
      print x.names, x.bytes, list(x["w"][5])
      check same(x["w"], load("/tmp/y.safetensors", lazy=true)["w"]), "from memory"
      """, folder: folder)
    #expect(
      run.story == """
        ["w[0:4]", "w[4:8]", "w[8:12]"]
        ["w"] 192 [1, -2, 0.5, 3, 1, -2, 0.5, 3]
        """)
    #expect(run.error == nil)
  }

  /// Of a graph, too, wherever its numbers are; what comes back from the packed file is the graph.
  @Test(arguments: [
    "quantize(bits=3)", "huffman", "prune(sparsity=60%) |> huffman",
    "prune(sparsity={\"*\": 50%, f: 80%}) |> quantize(bits={\"*\": 2, \"l*\": 4}) |> huffman",
    "quantize(levels=5, only=\"listed\") |> huffman",
    "prune(sparsity=60%, method=\"lamp\") |> huffman",
  ]) func aStreamedGraphWritesTheBytesOfTheGraphInMemory(stages: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(ONNXModel.stored.bytes, to: "m.onnx")
    let run = try ScriptRun(
      """
      load("/tmp/m.onnx") |> save("/tmp/x.onnx", external=true)
      for name in ["m", "x"] {
          load("/tmp/{name}.onnx", lazy=true) |> \(stages) |> save("/tmp/stream-{name}.dcz")
          load("/tmp/{name}.onnx") |> \(stages) |> save("/tmp/memory-{name}.dcz")
      }
      load("/tmp/stream-x.dcz") |> save("/tmp/back.onnx")
      load("/tmp/m.onnx") |> \(stages) |> save("/tmp/direct.onnx")
      load("/tmp/x.onnx", lazy=true) |> \(stages) |> save("/tmp/streamed.onnx")
      load("/tmp/stream-x.dcz", lazy=true) |> save("/tmp/unpacked.onnx")
      load("/tmp/m.onnx") |> \(stages) |> save("/tmp/outside.onnx", external=true)
      load("/tmp/m.onnx", lazy=true) |> \(stages) |> save("/tmp/beside.onnx", external=true)
      for e in [false, true] {
          load("/tmp/x.onnx", lazy=true) |> \(stages) |>
              save("/tmp/codes-{e}.onnx", external=e, weights="shared")
          load("/tmp/x.onnx") |> \(stages) |>
              save("/tmp/memory-{e}.onnx", external=e, weights="shared")
      }
      """, folder: folder)
    #expect(run.error == nil, "\(run.story)")
    let memory = try bytes(run, "memory-m.dcz")
    for name in ["stream-m", "stream-x", "memory-x"] {
      #expect(try bytes(run, name + ".dcz") == memory, "\(name)")
    }
    let direct = try bytes(run, "direct.onnx")
    for name in ["back", "streamed", "unpacked"] {
      #expect(try bytes(run, name + ".onnx") == direct, "\(name)")
    }
    #expect(try bytes(run, "beside.onnx.data") == bytes(run, "outside.onnx.data"))
    #expect(try bytes(run, "codes-false.onnx") == bytes(run, "memory-false.onnx"))
    #expect(try bytes(run, "codes-true.onnx.data") == bytes(run, "memory-true.onnx.data"))
  }

  /// One parameter is read alone, in the file's own type; the net is there when it is wanted.
  @Test func parametersOfAGraphAreReadByName() throws {
    let folder = try TemporaryFolder()
    try folder.write(ONNXModel.stored.bytes, to: "m.onnx")
    let run = try ScriptRun(
      """
      load("/tmp/m.onnx") |> save("/tmp/x.onnx", external=true)
      x = load("/tmp/x.onnx", lazy=true)
      print type(x), x.names, x.weights, x.layers
      load("/tmp/m.onnx") |> save("/tmp/m.safetensors")
      m = load("/tmp/m.safetensors", lazy=true)
      for name in ["f", "sparse", "listed", "w"] { check same(x[name], m[name]), name }
      check same(fold(x), fold(load("/tmp/m.onnx"))), "the net in memory"
      """, folder: folder)
    #expect(
      run.story == """
        stream ["f", "shift", "sparse", "w", "codes", "listed"] 6976 ["f", "sparse", "w", "listed"]
        """)
    let failed = run.events.filter {
      if case .check(let check) = $0 { !check.passed } else { false }
    }
    #expect(failed.isEmpty)
  }

  @Test(arguments: [
    (
      "quantize(load(\"/tmp/m.onnx\", lazy=true), bits=2, blocks=4)",
      "argument: the graph of the model reads each matrix as one"
    ),
    (
      "load(\"/tmp/m.onnx\", lazy=true, input=[4])",
      "argument: the input of a model that stays in its files keeps the file's shape"
    ),
    (
      "load(\"/tmp/gone.onnx\", lazy=true)",
      "format: '/tmp/gone.onnx': 'w': the weights in 'gone.data': No such file or directory"
    ),
    (
      "load(\"/tmp/text.onnx\", lazy=true)",
      "format: '/tmp/text.onnx': at byte 0: this is no model"
    ),
  ]) func graphsAreRefused(code: String, message: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(ONNXModel.stored.bytes, to: "m.onnx")
    try folder.write(Array("hello".utf8), to: "text.onnx")
    var model = ONNXModel.stored
    model.tensors[0] = ProtobufWriter.message { tensor in
      tensor.packed(1, integers: [64, 64])
      tensor.integer(2, 10)
      tensor.text(8, "w")
      tensor.message(13) { entry in
        entry.text(1, "location")
        entry.text(2, "gone.data")
      }
      tensor.integer(14, 1)
    }
    try folder.write(model.bytes, to: "gone.onnx")
    let run = try ScriptRun(code, folder: folder)
    #expect(run.story.hasPrefix(message), "\(run.story)")
  }

  @Test func blocksOfRowsHaveCodebooksOfTheirOwn() throws {
    let run = try ScriptRun(
      Self.make + """
        load("/tmp/m.safetensors", lazy=true) |> quantize(bits=2, blocks={"b.w": 8}) |> huffman |>
            save("/tmp/x.dcz")
        x = load("/tmp/x.dcz", lazy=true)
        print x.layers
        print x["b.w"].shape, x["b.w[24:30]"].shape, len(x["b.w[0:8]"].codebook)
        whole = load("/tmp/x.dcz")
        check same(x["b.w"][8:16], whole["b.w[8:16]"].weight), "the blocks are the rows"
        check max(abs(x["b.w"] - load("/tmp/m.safetensors")["b.w"])) < 2, "and near the weights"
        verify("/tmp/x.dcz")
        """)
    #expect(
      run.story.hasPrefix(
        "[\"a.w\", \"b.w[0:8]\", \"b.w[8:16]\", \"b.w[16:24]\", \"b.w[24:30]\", \"d.w\"]\n"
          + "[30, 8, 3] [6, 8, 3] 4\n/tmp/x.dcz: sound"), "\(run.story)")
    let failed = run.events.filter {
      if case .check(let check) = $0 { !check.passed } else { false }
    }
    #expect(failed.isEmpty)
  }

  /// Two files and an index of them; brain floats and halves count two bytes.
  @Test func anIndexReadsArraysFromTheFilesThatItNames() throws {
    let folder = try TemporaryFolder()
    // 1, -2, 0.5, 3 as brain floats: the upper halves of 32-bit floats.
    try folder.write(
      Self.safetensors(
        #""w":{"dtype":"BF16","shape":[5,4],"data_offsets":[0,40]}"#,
        [UInt8]((0..<5).flatMap { _ in [0x80, 0x3f, 0x00, 0xc0, 0x00, 0x3f, 0x40, 0x40] })),
      to: "model-1.safetensors")
    // 1 and 2 as halves.
    try folder.write(
      Self.safetensors(
        #""h":{"dtype":"F16","shape":[8,2],"data_offsets":[0,32]}"#,
        [UInt8]((0..<8).flatMap { _ in [0x00, 0x3c, 0x00, 0x40] })), to: "model-2.safetensors")
    try folder.write(
      Array(
        (#"{"metadata":{"total_size":72},"weight_map":{"w":"model-1.safetensors","#
          + #""h":"model-2.safetensors"}}"#).utf8), to: "model.safetensors.index.json")
    let run = try ScriptRun(
      """
      m = load("/tmp/model.safetensors.index.json")
      print type(m), m.names, m.bytes, list(m["w"][1]), list(m["h"][7])
      m |> quantize(bits=2) |> huffman |> save("/tmp/x.dcz")
      print load("/tmp/x.dcz").dense_bytes, list(load("/tmp/x.dcz", lazy=true)["w"].weight[4])
      """, folder: folder)
    #expect(
      run.story == """
        stream ["h", "w"] 72 [1, -2, 0.5, 3] [1, 2]
        72 [1, -2, 0.5, 3]
        """)
  }

  private static func safetensors(_ arrays: String, _ data: [UInt8]) -> [UInt8] {
    let header = Array("{\(arrays)}".utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return length + header + data
  }

  @Test(arguments: [
    (#"{"weight_map":{"w":"gone.safetensors"}}"#, "gone.safetensors"),
    (#"{"weight_map":{"v":"m.safetensors"}}"#, "the index says that 'v' is in it"),
    (#"{"weight_map":{"w":"../m.safetensors"}}"#, "its file is the name of one beside"),
    (#"{"weights":{}}"#, "it has no weight_map"), ("[1]", "it has no weight_map"),
    (#"{"weight_map":{"w":1}}"#, "its file is the name of one beside"),
  ]) func aWrongIndexIsRefused(index: String, reason: String) throws {
    let folder = try TemporaryFolder()
    try folder.write(
      Self.safetensors(
        #""w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}"#, [0, 0, 0, 0]),
      to: "m.safetensors")
    try folder.write(Array(index.utf8), to: "x.safetensors.index.json")
    let run = try ScriptRun("load(\"/tmp/x.safetensors.index.json\")", folder: folder)
    #expect(run.error?.kind == .format)
    #expect(run.story.contains(reason), "\(run.story)")
  }

  @Test(arguments: [
    Case("load(\"/tmp/m.safetensors\", lazy=true)[\"a.x\"]", "name: the model has no array 'a.x'"),
    Case(
      "load(\"/tmp/m.safetensors\", lazy=true) |> quantize(bits=9) |> save(\"/tmp/x.dcz\")",
      "value: bits must be a whole number from 1 to 8 (2 to 256 shared weights), not 9"),
    Case(
      "load(\"/tmp/m.safetensors\", lazy=true) |> prune(sparsity=50%, method=\"hessian\")",
      "argument: method=\"hessian\" is not for a model that stays in its files"),
    Case(
      "load(\"/tmp/m.safetensors\", lazy=true) |> prune(sparsity={\"a*\": 5%}, method=\"global\")",
      "argument: method=\"global\" takes one sparsity for all layers together"),
    Case(
      "load(\"/tmp/m.safetensors\", lazy=true) |> quantize(bits=2) |> prune(sparsity=50%)",
      "value: the weights of a.w are shared already"),
    Case(
      "load(\"/tmp/m.safetensors\", lazy=true) |> save(\"/tmp/x.npz\")",
      "value: a model that stays in its files cannot be written as '.npz'"),
    Case(
      "quantize(lenet300(), bits=2, blocks=4)",
      "argument: 'blocks' is for a model that stays in its files"),
    Case("load(\"/tmp/m.npz\", lazy=true)", "format"),
    Case("load(\"/tmp/m.safetensors\", lazy=true).weights", "1008"),
  ]) func refuses(_ example: Case) throws {
    let story = try ScriptRun(Self.make + example.code).story
    #expect(story == example.expected || story.hasPrefix(example.expected + ":"), "\(story)")
  }
}
