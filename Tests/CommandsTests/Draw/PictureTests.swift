import Plotting
import Testing

/// Every plot command writes a PNG file that decodes and is not empty, whatever it is given.
@Suite struct PictureTests {
  @Test(arguments: [
    "plot([1, 2, 3], [1, 4, 9], to=\"/tmp/a.png\")",
    """
    plot(1..3, {a: [1, 2, 3], b: tensor([3, 2, 1])}, kind="step", log="xy", percent=true, \
    to="/tmp/a.png")
    """,
    """
    plot(["P", "P+Q"], {a: [1, 2], b: [0/0, -1]}, kind="bars", title="bars", to="/tmp/a.PNG")
    """,
    "plot([], [], to=\"/tmp/new/a.png\")",
    "plot([0/0, 1/0], [1, -1/0], kind=\"points\", to=\"/tmp/a.png\")",
    "plot([0, -1], [0, -5], log=\"xy\", to=\"/tmp/a.png\")",
    "plot([1], [1], kind=\"step\", to=\"/tmp/a.png\")",
    "plot([1e-40, 3e38], [3e38, -3e38], to=\"/tmp/a.png\")", "plot([1, 2], {}, to=\"/tmp/a.png\")",
    "plot([], to=\"/tmp/a.png\")", "plot({}, kind=\"bars\", to=\"/tmp/a.png\")",
    "heatmap([[0/0, 1/0], [-1, 0]], log=true, values=true, to=\"/tmp/a.png\")",
    "heatmap([[3, 3], [3, 3]], scale=\"diverging\", to=\"/tmp/a.png\")",
    "hist([], kind=\"cdf\", to=\"/tmp/a.png\")",
    "hist({a: [1, 1], b: [0/0]}, kind=\"pdf\", overlay=true, to=\"/tmp/a.png\")",
    """
    plot([1, 2], [1, 2], hlines=1/0, vlines=[0/0], annotate=[0/0, 1, "lost"], to="/tmp/a.png")
    """,
    "plot([], [], kind=\"bars\", to=\"/tmp/a.png\")",
    "plot([1, 2], [5, 5], kind=\"bars\", to=\"/tmp/a.png\")",
    "hist(randn(1000), to=\"/tmp/a.png\")", "hist(zeros(5), skip_zero=true, to=\"/tmp/a.png\")",
    "hist([0/0, 1/0], to=\"/tmp/a.png\")", "hist([7, 7, 7], bins=1, log=true, to=\"/tmp/a.png\")",
    "hist({a: [1, 2], b: [], c: zeros(3)}, log=true, title=\"three\", to=\"/tmp/a.png\")",
    "hist([-3e38, 3e38], bins=10000, to=\"/tmp/a.png\")",
    "plot_codebook(q.fc1, to=\"/tmp/a.png\")",
    "plot_codebook(q.fc1, before=q.fc2, weights=p.fc1, title=\"\", to=\"/tmp/a.png\")",
    "plot_codes(h, to=\"/tmp/a.png\")", "plot_codes(h, layer=\"fc1\", to=\"/tmp/a.png\")",
    "plot_codes(huffman(p, index_bits=3), to=\"/tmp/a.png\")",
    "plot_layers(h, to=\"/tmp/a.png\")",
    "plot_layers(huffman(net([relu], input=[2])), to=\"/tmp/a.png\")",
  ]) func aPictureIsDrawn(_ code: String) throws {
    let run = try ScriptRun(Nets.packed + code)
    #expect(run.error?.message == nil)
    let path = try #require(run.pictures.first)
    let image = try decodePNG(try run.content(String(path.dropFirst(run.folder.path.count + 1))))
    #expect(image.width == 1200 && image.height == 800)
    #expect(image.bytes.contains { $0 != image.bytes[0] }, "all pixels are equal")
  }

  @Test func theEndingChoosesTheFormat() throws {
    let run = try ScriptRun(
      """
      p = plot([1, 2], to="/tmp/a.svg"); save(p, "/tmp/a.pdf"); plot([1, 2], to="/tmp/b.PDF")
      """)
    #expect(run.error?.message == nil)
    #expect(try run.content("a.svg").starts(with: Array("<svg ".utf8)))
    #expect(try run.content("a.pdf").starts(with: Array("%PDF-1.4".utf8)))
    #expect(try run.content("a.pdf") == run.content("b.PDF"))
    #expect(run.outcomes.first?.hasSuffix("a.svg, 600x400 points") == true)
  }

  @Test func replacingIsSaid() throws {
    let run = try ScriptRun("plot([1], to=\"/tmp/a.png\"); plot([2], to=\"/tmp/a.png\")")
    #expect(run.outcomes.map { $0.hasSuffix("replaces the one before") } == [false, true])
  }

  @Test func resolutionIsInThePixels() throws {
    let run = try ScriptRun("plot([1], dpi=300, size=[300, 200], to=\"/tmp/a.png\")")
    let image = try decodePNG(try run.content("a.png"))
    // 300 points are 300 / 72 inches.
    #expect(image.width == 1250 && image.height == 833)
  }

  @Test func lettersThatAreMissingAreSaidOnce() throws {
    let run = try ScriptRun("plot([1], title=\"漢字漢\", xlabel=\"漢\", to=\"/tmp/a.png\")")
    #expect(
      run.notes == ["picture: drawn as boxes, for want of letters: '漢', '字'; .svg has them"])
  }

  @Test(arguments: [
    Refusal(
      "plot([1], [1], to=\"/tmp/a.jpg\")",
      "value: pictures are PNG, SVG or PDF files: '/tmp/a.jpg' must end in .png, .svg or .pdf",
      at: "\"/tmp/a.jpg\""),
    Refusal("plot([1, 2], [1], to=\"/tmp/a.png\")", "shape: x has 2 values, y has 1", at: "[1]"),
    Refusal(
      "plot([true], [1], to=\"/tmp/a.png\")",
      "type: expected a list of numbers, found a bool in it", at: "[true]"),
    Refusal("hist({}, to=\"/tmp/a.png\")", "value: there is nothing to draw", at: "{}"),
    Refusal(
      "hist([1], bins=0, to=\"/tmp/a.png\")", "value: bins must be between 1 and 10000, not 0",
      at: "0"),
    Refusal(
      Nets.toy + "plot_codebook(n.fc1, to=\"/tmp/a.png\")",
      "type: the weights of fc1 are not shared", at: "n.fc1",
      hint: "quantize shares them"),
    Refusal(
      Nets.toy + "plot_codebook(n, to=\"/tmp/a.png\")",
      "type: argument 'layer' of plot_codebook: expected a layer such as net.fc1, got a net",
      at: "n"),
    Refusal(
      Nets.packed + "plot_codes(h, layer=\"fc3\", to=\"/tmp/a.png\")",
      "argument: no layer is called 'fc3'",
      at: "\"fc3\"",
      hint: "did you mean 'fc1'?"),
    Refusal(
      Nets.toy + "h = huffman(n); plot_codes(h, to=\"/tmp/a.png\")",
      "value: layer fc2 stores 32-bit weights: there are no codes to draw", at: "h"),
    Refusal(
      "h = huffman(net([relu], input=[2])); plot_codes(h, to=\"/tmp/a.png\")",
      "value: the net has no layers with weights", at: "h"),
    Refusal(
      "hist([1], to=\"/dev/null/x/a.png\")",
      "file: cannot make the folder '/dev/null/x': Not a directory",
      at: "\"/dev/null/x/a.png\"", hint: "choose another folder"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
