import Testing

/// LANGUAGE.md, "Per-layer arguments": exact names beat globs, later globs beat earlier ones.
@Suite struct PerLayerTests {
  private static let net = """
    n = net([dense(8, name="conv1"), dense(8, name="conv2"), dense(8, name="fc1"), \
    dense(8, name="fc2")], input=[8])
    fn bits_of(q) { map(q.layers, fn(name) { q[name].bits }) }

    """

  @Test(arguments: [
    Case("bits=3", "[3, 3, 3, 3]"),
    Case("bits={\"*\": 1, \"conv*\": 2, fc1: 3}", "[2, 2, 3, 1]"),
    Case("bits={fc1: 3, \"conv*\": 2, \"*\": 1}", "[1, 1, 3, 1]"),
    Case("bits={\"conv*\": 2, \"*2\": 4}", "[2, 4, 32, 4]"),
    Case("bits={\"fc?\": 2, \"?c1\": 3}", "[32, 32, 3, 2]"),
    Case("bits={\"*o*n*1\": 2}", "[2, 32, 32, 32]"),
    Case("bits={fc2: 2}", "[32, 32, 32, 2]"),
    Case("bits={}", "[32, 32, 32, 32]"),
    Case("bits={\"*\": 2}, only=\"conv*\"", "[2, 2, 32, 32]"),
    Case("bits={fc1: 2, fc2: 3}, except=[\"fc2\"]", "[32, 32, 2, 32]"),
    Case("bits=2, only=[\"fc*\", \"conv1\"], except=\"fc1\"", "[2, 32, 32, 2]"),
    Case("bits=2, only=[]", "[32, 32, 32, 32]"),
  ]) func resolves(_ example: Case) throws {
    #expect(
      try ScriptRun(Self.net + "print(bits_of(quantize(n, \(example.code))))").story
        == example.expected)
  }

  @Test(arguments: [
    Refusal(
      "bits={\"cov*\": 3}", "argument: no layer is called 'cov*'", at: "{\"cov*\": 3}",
      hint: "did you mean 'conv1'?"),
    Refusal(
      "bits={fc3: 3}", "argument: no layer is called 'fc3'", at: "{fc3: 3}",
      hint: "did you mean 'fc1'?"),
    Refusal(
      "bits={FC1: 3, conv1: 2}", "argument: no layer is called 'FC1'", at: "{FC1: 3, conv1: 2}",
      hint: "did you mean 'fc1'?"),
    Refusal("bits=3, only=\"fx*\"", "argument: no layer is called 'fx*'", at: "\"fx*\""),
    Refusal(
      "bits=3, except=[\"fc1\", \"pool\"]", "argument: no layer is called 'pool'",
      at: "[\"fc1\", \"pool\"]"),
    Refusal(
      "bits={fc1: \"3\"}",
      "type: argument 'bits' of quantize: expected a whole number, got a string",
      at: "{fc1: \"3\"}"),
    Refusal(
      "only=3",
      """
      type: argument 'only' of quantize: expected a layer name, a glob, or a list of them, \
      got a number
      """,
      at: "3"),
    Refusal(
      "only=[3]", "type: argument 'only' of quantize: expected a string, got a number", at: "[3]"),
  ]) func refuses(_ refusal: Refusal) throws {
    let run = try ScriptRun(Self.net + "quantize(n, \(refusal.code))")
    #expect(run.story == refusal.message)
    #expect(run.place == refusal.place)
    #expect(run.hint == refusal.hint)
  }

  @Test func aGlobWithoutLayersTellsAllLayers() throws {
    #expect(
      try ScriptRun(Self.net + "prune(n, sparsity={pool: 1%})").error?.notes == [
        "layers: conv1, conv2, fc1, fc2"
      ])
  }
}
