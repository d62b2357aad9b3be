import Testing

@Suite struct ConvCommandTests {
  @Test(arguments: [
    Case("show conv(20, 5)", "convolution kernel=5 outputs=20"),
    Case(
      "show conv(8, [1, 7], groups=2, bias=false)",
      "convolution bias=0 groups=2 kernel=1x7 outputs=8"),
    Case(
      "net([conv(4, 3), conv(6, 3, name=\"last\")], input=[2, 8, 8]).layers",
      "[\"conv1\", \"last\"]"),
    Case("net([conv(4, 3, stride=2, padding=1)], input=[2, 7, 8]).output", "[4, 4, 4]"),
    Case(
      """
      net([conv(6, 3), lrn, relu, maxpool(2), flatten, dense(3), softmax], input=[2, 8, 8]).output
      """,
      "[3]"),
    // 6 · 2 · 9 + 6
    Case("net([conv(6, 3, groups=3)], input=[6, 8, 8]).parameters", "114"),
  ]) func describes(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    "conv(0, 3)", "conv(4, 0)", "conv(4, [1, 2, 3])", "conv(4, 3, stride=0)", "conv(4, 5000)",
    "conv(4, 3, padding=[1, 2, 3])",
  ])
  func numbersOutOfRangeAreRefused(_ code: String) throws {
    #expect(try ScriptRun(code).error?.kind == .value)
  }

  @Test(arguments: [
    (
      "conv(4, 9)",
      """
      convolution takes images of at least 9x9 pixels, padding included, \
      but its input has shape [6, 8, 8]
      """
    ),
    ("conv(4, 3, groups=3)", "'groups' of convolution must divide the 4 outputs"),
    ("conv(4, 3, groups=4)", "'groups' of convolution must divide the 6 channels"),
    ("maxpool(3, padding=3)", "'padding' of maxpool must be less than the window"),
    (
      "flatten, conv(4, 3)",
      "convolution takes images [channels, height, width], but its input has shape [384]"
    ),
    (
      "maxpool(9)",
      """
      maxpool takes images of at least 9x9 pixels, padding included, \
      but its input has shape [6, 8, 8]
      """
    ),
  ]) func whatDoesNotFitIsRefused(layers: String, message: String) throws {
    #expect(try ScriptRun("net([\(layers)], input=[6, 8, 8])").error?.message == message)
  }

  /// 16 777 216 filters over 4 channels of 3x3 pixels: 2.4 GB.
  @Test func netsThatFillTheMemoryAreRefused() throws {
    let run = try ScriptRun("net([conv(16777216, 3)], input=[4, 3, 3])")
    #expect(run.error?.kind == .limit)
  }
}
