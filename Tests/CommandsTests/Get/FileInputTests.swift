import TestSupport
import Testing

/// Files as inputs of `infer` and `outputs`.
struct FileInputTests {
  /// Two samples, 0.5 and -1, 8000 a second: Python's wave module wrote it.
  private static let sound: [UInt8] =
    Array("RIFF".utf8) + [40, 0, 0, 0] + Array("WAVEfmt ".utf8)
    + [16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1f, 0, 0, 0x80, 0x3e, 0, 0, 2, 0, 16, 0]
    + Array("data".utf8) + [4, 0, 0, 0, 0, 0x40, 0, 0x80]

  private func run(_ code: String) throws -> ScriptRun {
    let folder = try TemporaryFolder()
    try folder.write(Self.sound, to: "a.wav")
    return try ScriptRun(
      "heatmap(rand(8, 8), to=\"/tmp/a.png\"); save(tensor([1, -2]), \"/tmp/a.npy\"); " + code,
      folder: folder)
  }

  @Test(arguments: [
    ("outputs(net([relu], input=[2]), \"/tmp/a.npy\").values", "[1, 0]"),
    ("outputs(net([relu], input=[2]), \"/tmp/a.wav\").values", "[0.5, 0]"),
    ("outputs(net([relu], input=[1, 2]), \"/tmp/a.wav\").shape", "[1, 1, 2]"),
    ("infer(net([dense(3)], input=[2]), \"/tmp/a.wav\").classes.shape", "[1]"),
    ("infer(lenet300(), \"/tmp/a.png\").classes.shape", "[1]"),
    ("outputs(net([relu], input=[3, 5, 6]), \"/tmp/a.png\").shape", "[1, 3, 5, 6]"),
    ("max(outputs(net([relu], input=[3, 5, 6]), \"/tmp/a.png\")) <= 1", "true"),
    (
      """
      n = net([relu], input=[3, 5, 6]); p = outputs(n, "/tmp/a.png", scale=1)
      q = outputs(n, "/tmp/a.png", scale=1, channels="BGR"); same(p[0, 0], q[0, 2])
      """, "true"
    ),
  ])
  func areRead(code: String, expected: String) throws { #expect(try run(code).story == expected) }

  @Test(arguments: [
    (
      "outputs(net([relu], input=[3]), \"/tmp/a.wav\")",
      "shape: '/tmp/a.wav' has 2 samples (8000 a second), the net takes [3]"
    ),
    (
      "outputs(net([relu], input=[3]), \"/tmp/a.npy\")",
      "shape: the net takes input float32 [batch, 3], not tensor 2 f32"
    ),
    (
      "outputs(net([relu], input=[5, 2, 2]), \"/tmp/a.png\")",
      "shape: the net takes inputs of shape [5, 2, 2], which is no image"
    ),
    (
      "outputs(net([relu], input=[3, 2, 2]), \"/tmp/a.png\", size=1)",
      "value: size must be between 2 and 4096"
    ),
    (
      "outputs(net([relu], input=[3, 2, 2]), \"/tmp/b.png\")",
      "file: cannot read '/tmp/b.png': No such file or directory"
    ),
    (
      "infer(net([relu], input=[2]), \"/tmp/a.txt\")",
      "format: '/tmp/a.txt' is none of the files that a net takes"
    ),
  ])
  func whatDoesNotFitIsRefused(code: String, message: String) throws {
    #expect(try run(code).story == message)
  }
}
