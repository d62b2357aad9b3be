import Testing

/// `net.fc1` and its fields.
@Suite struct LayerValueTests {
  private static let dense = "n = net([dense(3), relu, dense(2, bias=false)], input=[4]); "
  private static let pruned = dense + "p = n |> prune(sparsity=50%, only=\"fc1\"); "
  private static let shared = pruned + "q = p |> quantize(bits=1, only=\"fc1\"); "

  @Test(arguments: [
    Case(
      dense + "[n.fc1.name, n.fc1.kind, n.fc1.state, n.fc1.bits, n.fc1.shape]",
      "[\"fc1\", \"dense\", \"dense\", 32, [3, 4]]"),
    Case(dense + "[n.fc1.bias.values, n.fc2.bias]", "[[0, 0, 0], none]"),
    Case(
      dense + "[n.fc1.codes, n.fc1.codebook, n.fc1.density, n.fc1.sparsity]", "[none, none, 1, 0]"),
    Case(dense + "[n.fc1.mask.type, sum(n.fc1.mask), n.fc1.mask.shape]", "[\"u8\", 12, [3, 4]]"),
    Case(dense + "n[\"fc2\"].shape", "[2, 3]"),
    Case(dense + "same(n[\"fc1\"], n.fc1)", "true"),
    Case(dense + "n.fc1", "layer fc1, dense 3x4, dense, 12 of 12 weights"),
    Case(dense + "n.fc1 == n.fc2", "false"),
  ]) func fieldsOfDenseLayers(_ example: Case) throws {
    #expect(try example.story() == example.expected)
  }

  /// The mask tells the zeros; half of twelve weights are the six of smaller magnitude.
  @Test(arguments: [
    Case(
      pruned + "[p.fc1.state, p.fc1.density, sum(p.fc1.mask), p.fc2.state]",
      "[\"pruned\", 0.5, 6, \"dense\"]"),
    Case(pruned + "p.fc1.weight == n.fc1.weight * p.fc1.mask", "true"),
    // The largest that went is no larger than the smallest that stayed.
    Case(
      pruned + "k = abs(n.fc1.weight); m = p.fc1.mask; max(k * (1 - m)) <= min(k + 99 * (1 - m))",
      "true"),
    Case(pruned + "p.fc1", "layer fc1, dense 3x4, pruned, 6 of 12 weights"),
  ]) func fieldsOfPrunedLayers(_ example: Case) throws {
    #expect(try example.story() == example.expected)
  }

  /// Codes stand for the survivors in row-major order.
  @Test(arguments: [
    Case(
      shared + "[q.fc1.state, q.fc1.bits, q.fc1.codebook.count, q.fc1.codes.count]",
      "[\"shared\", 1, 2, 6]"),
    Case(shared + "q.fc1.codes.type", "\"u8\""),
    Case(
      shared + "[same(q.fc1.mask, p.fc1.mask), q.fc2.state, q.state]",
      "[true, \"dense\", \"mixed\"]"),
  ]) func fieldsOfSharedLayers(_ example: Case) throws {
    #expect(try example.story() == example.expected)
  }

  @Test func codesStandForTheSurvivorsInRowMajorOrder() throws {
    let run = try ScriptRun(
      Self.shared
        + "w = []; for r in 0..2 { for c in 0..3 { if q.fc1.mask[r, c] == 1 "
        + "{ w = w + [q.fc1.weight[r, c]] } } }; "
        + "w == q.fc1.codebook[q.fc1.codes.values].values")
    #expect(run.story == "true")
  }

  @Test(arguments: [
    Refusal(
      dense + "n.fc1.wieght", "name: the layer has no field 'wieght'", at: "wieght",
      hint: "did you mean 'weight'?"),
    Refusal(
      dense + "n.fc9", "name: the net has no field 'fc9'", at: "fc9", hint: "did you mean 'fc1'?"),
    Refusal(
      dense + "n[\"fc9\"]", "name: the net has no layer 'fc9'", at: "n[\"fc9\"]",
      hint: "did you mean 'fc1'?"),
    Refusal(
      dense + "n[0]", "type: a net is indexed by the name of a layer", at: "n[0]",
      hint: "for instance net[\"fc1\"]"),
    Refusal(
      dense + "n.fc1.weight = 0", "type: a field of a layer cannot be assigned", at: "weight"),
  ]) func refused(_ refusal: Refusal) throws { try check(refusal) }
}
