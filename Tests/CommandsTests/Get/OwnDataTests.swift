import TestSupport
import Testing

/// `data` with the path of one's own files.
struct OwnDataTests {
  private static let arrays =
    "save({x: rand(20, 3), y: floor(3 * rand(20))}, \"/tmp/a.npz\"); "
  private static let images =
    """
    for k in ["cat", "dog"] { for i in 0..9 { \
    heatmap(rand(4, 4), to="/tmp/images/{k}/{i:d}.png") } };
    """

  private func run(_ code: String, csv: String? = nil) throws -> ScriptRun {
    let folder = try TemporaryFolder()
    if let csv { try folder.write(Array(csv.utf8), to: "t.csv") }
    return try ScriptRun(code, folder: folder)
  }

  @Test func partsAreDrawnAndTold() throws {
    let run = try run(
      Self.arrays
        + "d = data(\"/tmp/a.npz\"); print d.train.count, d.valid.count, d.test.count"
    )
    #expect(run.story == "16 2 2")
    #expect(
      run.notes == [
        """
        data: 16 training, 2 validation, 2 test examples; valid and test drawn from the training \
        examples with seed 0
        """
      ])
  }

  /// Another session's seed changes nothing.
  @Test func theSameSeedDrawsTheSameExamples() throws {
    let run = try run(
      Self.arrays + """
        a = data("/tmp/a.npz").test.x; seed 9; b = data("/tmp/a.npz", seed=0).test.x
        print same(a, b), same(a, data("/tmp/a.npz", seed=1).test.x)
        """)
    #expect(run.story == "true false")
  }

  @Test func bytesArePixels() throws {
    let run = try run(
      """
      save({x_train: tensor([[[0, 255]], [[51, 102]]], type="u8"), y_train: [1, 0] |> tensor, \
      x_test: tensor([[[255, 0]]], type="u8"), y_test: tensor([1])}, "/tmp/a.npz")
      d = data("/tmp/a.npz", images=true, valid=0); print d.train.x.shape, d.test.x.values
      print data("/tmp/a.npz", images=false, valid=0, scale=1).train.x[1].values
      """)
    #expect(run.story == "[2, 1, 1, 2] [1, 0]\n[51, 102]")
    #expect(
      run.notes.first == "data: 2 training, 0 validation, 1 test examples; bytes times 1/255")
  }

  @Test func aTableTrainsANet() throws {
    let rows = (0..<30).map { "\($0 % 2),\($0 % 3),\($0 % 2 == 0 ? "\"no, never\"" : "yes")" }
    let run = try run(
      """
      d = data("/tmp/t.csv", target="answer", test=20%)
      n = net([dense(2)], input=[2]) |> train(d, epochs=20, lr=0.1)
      print accuracy(n, d.test), d.names, infer(n, [1, 1], names=d).names
      """, csv: "a,b,answer\n" + rows.joined(separator: "\n"))
    #expect(run.story == "1 [\"no, never\", \"yes\"] [\"yes\"]")
    #expect(run.notes.first?.hasSuffix("; 2 numbers an example") == true)
  }

  @Test func aFolderIsPreparedAsAsked() throws {
    let run = try run(
      Self.images + """
        d = data("/tmp/images/", size=4)
        print d.names, d.train.count, d.test.x.shape, (max(d.test.x) <= 1)
        print data("/tmp/images", size=6, crop=5, channels="grey", mean=0, scale=1).test.x.shape
        print data("/tmp/images", crop=300).test.x.shape, data("/tmp/images").test.x.shape[1]
        """)
    #expect(
      run.story
        == "[\"cat\", \"dog\"] 16 [2, 3, 4, 4] true\n[2, 1, 5, 5]\n[2, 3, 300, 300] 3")
    #expect(run.notes.first?.hasSuffix("; images as 3x4x4 RGB") == true)
  }

  @Test(arguments: [
    (
      arrays + "data(\"/tmp/a.npz\", valid=50%, test=50%)",
      "value: shares of 0.5 for validation and 0.5 for testing leave nothing to train on", "50%"
    ),
    (arrays + "data(\"/tmp/a.npz\", crop=2)", "argument: '/tmp/a.npz' takes no 'crop'", "2"),
    (
      arrays + "data(\"/tmp/a.npz\", seed=-1)",
      "value: seed must be between 0 and 9.0072e15, not -1", "-1"
    ),
    (
      arrays + "data(\"/tmp/a.npz\", scale=[1, 2])", "value: scale is one number for arrays",
      "[1, 2]"
    ),
    (
      "save({a: ones(2, 2)}, \"/tmp/a.npz\"); data(\"/tmp/a.npz\")",
      "format: /tmp/a.npz: it has no inputs x; its arrays are a", "\"/tmp/a.npz\""
    ),
    (
      "save({x: ones(2, 2), y: tensor([0, 1]), x_test: ones(2, 2), y_test: tensor([0, 1])}, "
        + "\"/tmp/a.npz\"); data(\"/tmp/a.npz\", test=10%)",
      "argument: '/tmp/a.npz' has its own examples for test", "10%"
    ),
    (
      "data(\"/tmp/b.npz\")", "file: cannot read '/tmp/b.npz': No such file or directory",
      "\"/tmp/b.npz\""
    ),
    ("data(\"/tmp/nothing/\")", "file: there is no folder '/tmp/nothing/'", "\"/tmp/nothing/\""),
    (
      "data(\"/tmp/t.csv\")", "format: /tmp/t.csv:1: nobody says which column is the class",
      "\"/tmp/t.csv\""
    ),
    (
      "data(\"/tmp/t.csv\", target=\"z\")", "name: /tmp/t.csv has no column 'z'", "\"z\""
    ),
    (
      "data(\"/tmp/t.csv\", target=\"y\")", "format: /tmp/t.csv:3: 'a' is missing",
      "\"/tmp/t.csv\""
    ),
    (
      images + "data(\"/tmp/images\", size=2, crop=3)",
      "value: crop must be between 1 and size, 2", "3"
    ),
    (
      images + "data(\"/tmp/images/cat\")",
      "file: /tmp/images/cat has no sub-folders with images, one a class", "\"/tmp/images/cat\""
    ),
  ])
  func refuses(code: String, message: String, place: String) throws {
    let run = try run(code, csv: "a,y\n1,cat\n,dog\n")
    #expect(run.story == message)
    #expect(run.place == place)
  }
}
