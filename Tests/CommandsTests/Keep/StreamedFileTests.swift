import TestSupport
import Testing

/// Files are compared with those of models in memory in `StreamedModelTests`.
@Suite struct StreamedFileTests {
  private static let make = """
    save({w: randn(8, 16), b: randn(16)}, "/tmp/m.safetensors")
    lenet300() |> prune(sparsity=90%) |> quantize(bits=2) |> huffman |> save("/tmp/own.dcz")

    """

  @Test(arguments: [
    (
      "load(\"/tmp/m.safetensors\", lazy=true) |> save(\"/tmp/x.npz\")",
      "value: a model that stays in its files cannot be written as '.npz'"
    ),
    (
      "load(\"/tmp/m.safetensors\", lazy=true) |> save(\"/tmp/x.safetensors\", weights=\"shared\")",
      "argument: 'weights' is not for a model that stays in its files"
    ),
    (
      "load(\"/tmp/own.dcz\", lazy=true) |> save(\"/tmp/x.safetensors\")",
      "value: the layers of a '.dcz' file of our own are not written one by one"
    ),
    (
      "load(\"/tmp/own.dcz\", lazy=true) |> save(\"/tmp/x.dcz\")",
      "value: a model that stays in its files cannot be written as '.dcz'"
    ),
  ]) func refusals(code: String, message: String) throws {
    #expect(try ScriptRun(Self.make + code).story.contains(message))
  }

  /// One weight alone would be left of none.
  @Test func whatCannotBeMadeIsSaid() throws {
    let run = try ScriptRun(
      Self.make + """
        load("/tmp/m.safetensors", lazy=true) |> prune(threshold=1e9) |> save("/tmp/x.safetensors")
        """)
    #expect(run.story.contains("'w': no weight of w would survive"), "\\(run.story)")
  }
}
