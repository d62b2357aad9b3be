import Foundation
import TestSupport
import Testing

@Suite struct DataCommandTests {
  private static let files = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte",
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
        == "mnist was not found: no folder of the search path has "
        + Self.files.joined(separator: ", "))
    #expect(run.error?.notes == ["searched: \(run.folder.path)/nothing"])
    #expect(run.hint.hasPrefix("run Datasets/fetch mnist"))
    #expect(run.place == "\"/tmp/nothing\"")
    #expect(run.error?.kind.exitCode == .file)
  }

  /// `printf '\0\0\10\3\0\0\0\1\0\0\0\1\0\0\0\1\0' | md5sum`
  @Test func filesOfOtherContentAreRefused() throws {
    let run = try ScriptRun(
      "data(\"mnist\", dir=\"/tmp/\")", folder: try Self.folder(first: Self.image))
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
    let run = try ScriptRun(
      "data(\"mnist\", dir=\"/tmp/\")", folder: try Self.folder(first: start, ending: ".gz"))
    #expect(
      run.story
        == """
        format: /tmp//mnist/train-images-idx3-ubyte.gz ends too early: the download was \
        probably cut off
        """
    )
  }

  @Test func aGzipFileOfGarbageIsRefused() throws {
    let start: [UInt8] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3] + [UInt8](repeating: 0xff, count: 40)
    let run = try ScriptRun(
      "data(\"mnist\", dir=\"/tmp/\")", folder: try Self.folder(first: start, ending: ".gz"))
    #expect(run.story.hasPrefix("format: /tmp//mnist/train-images-idx3-ubyte.gz is damaged: "))
  }

  /// One red and one blue pixel, written by Pillow: Image.new("RGB", (1, 1), "red").save(f, "PNG").
  private static let red =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGP4z8AAAAMBAQDJ/pLvAAAAAElFTkSuQmCC"
  private static let blue =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGNgYPgPAAEDAQAIicLsAAAAAElFTkSuQmCC"

  private static func photographs() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    for (name, text) in [("n02/a.png", red), ("n01/a.png", blue), ("n02/b.png", blue)] {
      try folder.write([UInt8](Data(base64Encoded: text) ?? Data()), to: name)
    }
    return folder
  }

  /// global_avgpool gives the channels as outputs; channel 0 of BGR is blue.
  @Test(arguments: [
    ("d.test.y.values", "[0, 1, 1]"),
    (
      "d",
      """
      data imagenet: 0 training, 0 validation, 3 test examples of shape 3x2x2, 2 classes: n01, n02
      """
    ),
    ("data(\"imagenet\", dir=\"/tmp/\", size=3, crop=2, limit=2).test.count", "2"),
    ("d.test.x[1, :, 0, 0].values", "[-104, -117, 132]"),
    (
      """
      data("imagenet", dir="/tmp/", size=1, crop=1, channels="RGB", mean=5, \
      scale=[1, 2, 3]).test.x[1].values
      """,
      "[250, -10, -15]"
    ),
    (
      """
      n = net([global_avgpool, flatten], input=[3, 2, 2]); \
      infer(n, d.test, top=2).classes[1].values
      """,
      "[2, 0]"
    ),
    (
      """
      n = net([global_avgpool, flatten], input=[3, 2, 2]); infer(n, d.test, batch=1).classes.values
      """,
      "[0, 2, 0]"
    ),
    (
      "n = net([global_avgpool, flatten], input=[3, 2, 2]); accuracy(n, d.test, top=[1, 2, 3])",
      "[0.333333333333, 0.666666666667, 1]"
    ),
    (
      "n = net([flatten, dense(11)], input=[3, 2, 2]); columns(report(n, data=d.test).stages)",
      "[\"stage\", \"kept\", \"bytes\", \"ratio\", \"error\", \"top-5 error\"]"
    ),
    ("dataset(d.test[[2, 0, 1]], test=1/3).test.y.values", "[1]"),
    (
      """
      n = net([flatten, dense(2)], input=[3, 2, 2]) |> \
      train(dataset(d.test, test=0), epochs=2, lr=1e-4); n.state
      """,
      "\"dense\""
    ),
  ])
  func photographsAreData(code: String, expected: String) throws {
    let run = try ScriptRun(
      "d = data(\"imagenet\", dir=\"/tmp/\", size=3, crop=2); " + code,
      folder: try Self.photographs())
    #expect(run.story == expected)
  }

  /// Whatever reads examples names the file.
  @Test(arguments: [
    "d.test.x", "accuracy(n, d.test)", "infer(n, d.test)", "n |> train(dataset(d.test, test=0))",
    "report(n, data=d.test)", "explain(n |> quantize(bits=2), layer=\"fc1\", data=d.test)",
    "sensitivity(n, dataset(d.test, test=0))",
  ])
  func aBrokenImageIsNamed(code: String) throws {
    let folder = try Self.photographs()
    try folder.write([1, 2, 3], to: "n02/c.png")
    let run = try ScriptRun(
      "n = net([flatten, dense(2)], input=[3, 2, 2]); "
        + "d = data(\"imagenet\", dir=\"/tmp/\", size=3, crop=2); "
        + code,
      folder: folder)
    #expect(
      run.story == "format: /tmp//n02/c.png is a damaged image: it is neither a JPEG nor a PNG file"
    )
    #expect(run.error?.span != nil)
  }

  @Test(arguments: [
    Refusal(
      "data(\"imagenet\", crop=300)", "value: crop must be between 1 and size, 256", at: "300"),
    Refusal(
      "data(\"imagenet\", mean=[1, 2])",
      "value: mean is one number, or three in the order of the channels",
      at: "[1, 2]"),
    Refusal(
      "data(\"imagenet\", resize=\"crop\")",
      "value: argument 'resize' of data: unknown choice 'crop'", at: "\"crop\""),
    Refusal("data(\"imagenet\", valid=5)", "argument: imagenet takes no 'valid'", at: "5"),
    Refusal("data(\"mnist\", crop=5)", "argument: mnist takes no 'crop'", at: "5"),
    Refusal(
      "data(\"imagenet\", dir=\"/proc/nowhere\")",
      "file: imagenet was not found: no folder of the search path has imagenet",
      at: "\"/proc/nowhere\"",
      hint:
        """
        say where the images are, dir="FOLDER", or put them into a folder imagenet under one of \
        DCS_DATA's folders
        """
    ),
    Refusal("data(\"toy\", mean=0)", "argument: the toy data takes no 'mean'", at: "0"),
    Refusal(
      "dataset(data(\"toy\").test, [0, 1])", "argument: examples have labels already",
      at: "[0, 1]"),
    Refusal(
      "dataset(rand(3, 2))", "argument: inputs need labels", at: "rand(3, 2)", hint: "dataset(x, y)"
    ),
  ]) func refusesImages(_ refusal: Refusal) throws { try check(refusal) }

  @Test(arguments: [
    Refusal("data(5)", "type: argument 'name' of data: expected a string, got a number", at: "5"),
    Refusal(
      "data(\"nothing\")", "value: there is no data set 'nothing'", at: "\"nothing\"",
      hint: "own data is an .npz file, a .csv file or a folder of images"),
    Refusal(
      "data(\"cifar10\", valid=10%)", "value: valid is a number of examples here, not 0.1",
      at: "10%"),
    Refusal("data(\"cifar10\", images=true)", "argument: cifar10 takes no 'images'", at: "true"),
    Refusal("data(\"mnist\", target=\"y\")", "argument: mnist takes no 'target'", at: "\"y\""),
    Refusal("data(\"toy\", seed=1)", "argument: the toy data takes no 'seed'", at: "1"),
    Refusal("data(\"toy\", valid=1)", "argument: the toy data takes no 'valid'", at: "1"),
    Refusal("data(\"toy\", limit=0)", "value: at least one example must be kept, not 0", at: "0"),
    Refusal(
      "data(\"toy\", dir=\"/tmp/\")", "argument: the toy data takes no 'dir'", at: "\"/tmp/\""),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
