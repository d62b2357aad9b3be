import TestSupport
import Testing

@Suite struct DataCommandTests {
  private static let files = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// One black image of 1x1 pixel: sound IDX, but not MNIST.
  private static let image: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0]

  private static func folder(first: [UInt8], ending: String = "") throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    try folder.write(first, to: "mnist/" + files[0] + ending)
    for file in files.dropFirst() { try folder.write(image, to: "mnist/" + file) }
    return folder
  }

  @Test func missingFilesTellWhereTheyWereLookedFor() throws {
    let run = try ScriptRun("x = 1; data(\"mnist\", dir=\"/tmp/nothing\")")
    #expect(run.error?.kind == .file)
    #expect(
      run.error?.message
        == "mnist was not found: no folder of the search path has " + Self.files.joined(separator: ", "))
    #expect(run.error?.notes == ["searched: \(run.folder.path)/nothing"])
    #expect(run.hint.hasPrefix("run Datasets/fetch mnist"))
    #expect(run.place == "\"/tmp/nothing\"")
    #expect(run.error?.kind.exitCode == .file)
  }

  /// `printf '\0\0\10\3\0\0\0\1\0\0\0\1\0\0\0\1\0' | md5sum`
  @Test func filesOfOtherContentAreRefused() throws {
    let run = try ScriptRun("data(\"mnist\", dir=\"/tmp/\")", folder: try Self.folder(first: Self.image))
    #expect(
      run.story == """
        format: /tmp//mnist/train-images-idx3-ubyte is not the known file: its content has MD5 \
        900c3f3408196e64763050be53d2bade, expected 6bbc9ace898e44ae57da46a324031adb
        """)
    #expect(run.place == "\"/tmp/\"")
    #expect(run.error?.kind.exitCode == .file)
  }

  /// The start of a gzip file: its header and three bytes of content.
  @Test func aGzipFileThatWasCutOffIsRefused() throws {
    let start: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 0x63, 0x60, 0x60]
    let run = try ScriptRun("data(\"mnist\", dir=\"/tmp/\")", folder: try Self.folder(first: start, ending: ".gz"))
    #expect(
      run.story
        == "format: /tmp//mnist/train-images-idx3-ubyte.gz ends too early: the download was probably cut off")
  }

  @Test func aGzipFileOfGarbageIsRefused() throws {
    let start: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + [UInt8](repeating: 0xff, count: 40)
    let run = try ScriptRun("data(\"mnist\", dir=\"/tmp/\")", folder: try Self.folder(first: start, ending: ".gz"))
    #expect(run.story.hasPrefix("format: /tmp//mnist/train-images-idx3-ubyte.gz is damaged: "))
  }

  @Test(arguments: [
    Refusal("data(5)", "type: argument 'name' of data: expected a string, got a number", at: "5"),
    Refusal("data(\"toy\", valid=1)", "argument: the toy data takes no 'valid'", at: "1"),
    Refusal("data(\"toy\", limit=0)", "value: at least one example must be kept, not 0", at: "0"),
    Refusal("data(\"toy\", dir=\"/tmp/\")", "argument: the toy data takes no 'dir'", at: "\"/tmp/\""),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
