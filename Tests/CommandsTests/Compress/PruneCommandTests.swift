import Testing

@Suite struct PruneCommandTests {
  @Test(arguments: [
    Case(
      Nets.pruned + "[p.fc1.sparsity, p.fc2.sparsity, n.sparsity, n.state]",
      "[0.5, 0.5, 0, \"dense\"]"),
    Case(
      Nets.toy
        + "p = prune(n, sparsity=25%, method=\"global\"); [p.sparsity, p.fc1.bias == n.fc1.bias]",
      "[0.25, true]"
    ),
    Case(Nets.toy + "prune(n, threshold=0).sparsity", "0"),
    Case(Nets.pruned + "prune(p, sparsity=25%).sparsity", "0.5"),
    Case(
      Nets.pruned
        + "same(prune(p, sparsity=75%).fc1.mask * p.fc1.mask, prune(p, sparsity=75%).fc1.mask)",
      "true"),
    Case("prune(net([relu], input=[2]), sparsity=50%).parameters", "0"),
    Case(
      Nets.toy + "w = prune(n, units={fc1: 3}); "
        + "[w.fc1.shape, w.fc2.shape, w.bytes, w.original_bytes, huffman(w).dense_bytes]",
      "[[3, 2], [4, 3], 100, 240, 240]"),
    Case(
      Nets.toy + "save(huffman(prune(n, units=5, only=\"fc1\")), \"/tmp/w.dcz\"); "
        + "w = unpack(load(\"/tmp/w.dcz\")); [w.fc1.shape[0], w.original_bytes]", "[5, 240]"),
    Case(
      Nets.pruned
        + "s = prune(p, sort_units=true); x = [[0.5, -1]]; "
        + "[s.sparsity, max(abs(outputs(s, x) - outputs(p, x))) < 1e-6]", "[0.5, true]"),
    Case(
      Nets.toy + "d = prune(n, sparsity={fc1: 90%, fc2: 90%}, dead_units=true); "
        + "d.fc1.shape[0] <= 3", "true"),
    Case("prune(net([relu], input=[2]), sparsity=50%, method=\"global\").parameters", "0"),
  ]) func prunes(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: ["sparsity", "threshold", "quality"]) func whatIsNoNumberIsRefused(
    _ measure: String
  ) throws {
    let run = try ScriptRun(Nets.toy + "prune(n, \(measure)=0/0)")
    #expect(run.error?.kind == .value)
    #expect(run.place == "0/0")
  }

  @Test(arguments: [
    Refusal(
      Nets.toy + "n |> prune(sparisty=92%)", "argument: prune has no argument 'sparisty'",
      at: "sparisty",
      hint: "did you mean 'sparsity'?"),
    Refusal(
      Nets.toy + "prune(n, sparsity=100%)",
      "value: sparsity must be at least 0 and below 1 (0% to 99.99...%), not 1.0", at: "100%"),
    Refusal(
      Nets.toy + "prune(n, sparsity=-0.1, method=\"lamp\")",
      "value: sparsity must be at least 0 and below 1 (0% to 99.99...%), not -0.1", at: "-0.1"),
    Refusal(
      Nets.toy + "prune(n, threshold=1/0)",
      "value: a threshold must be a number of at least 0, not inf", at: "1/0"),
    Refusal(
      Nets.toy + "prune(n, quality=-1)", "value: quality must be a number of at least 0, not -1.0",
      at: "-1"),
    Refusal(
      Nets.toy + "prune(n, sparsity={fc2: 99%})", "value: no weight of fc2 would survive",
      at: "{fc2: 99%}"),
    Refusal(Nets.toy + "prune(n, threshold=9)", "value: no weight of fc1 would survive", at: "9"),
    Refusal(
      Nets.toy + "prune(n, units={fc1: 9})",
      "value: fc1 has 8 units and keeps from 1 to 8 of them, not 9", at: "{fc1: 9}"),
    Refusal(
      Nets.toy + "prune(n, units={fc2: 1})",
      "value: the units of fc2 cannot be removed: its outputs are the network's",
      at: "{fc2: 1}"),
    Refusal(
      Nets.toy + "prune(n)",
      "argument: prune needs exactly one of sparsity, threshold, quality and units",
      at: "prune(n)",
      hint: "for instance sparsity=90%"),
    Refusal(
      Nets.toy + "prune(n, 10%, threshold=1)",
      "argument: prune needs exactly one of sparsity, threshold, quality and units",
      at: "prune(n, 10%, threshold=1)", hint: "for instance sparsity=90%"),
    Refusal(
      Nets.toy + "prune(n, threshold=1, method=\"lamp\")",
      "argument: method=\"lamp\" takes one sparsity for all layers together", at: "\"lamp\""),
    Refusal(
      Nets.toy + "prune(n, sparsity={fc1: 10%}, method=\"global\")",
      "argument: method=\"global\" takes one sparsity for all layers together", at: "\"global\""),
    Refusal(
      Nets.shared + "prune(q, sparsity=50%)",
      "value: the weights of fc1 are shared already: prune before you quantize",
      at: "q"),
    Refusal(
      Nets.shared + "q |> prune(sparsity=50%, method=\"global\")",
      "value: the weights of fc1 are shared already: prune before you quantize", at: "q"),
    Refusal(
      Nets.packed + "prune(h, sparsity=50%)",
      "type: argument 'net' of prune: expected a net, got a packed net",
      at: "h",
      hint: "unpack gives the net back"),
    Refusal(
      Nets.toy + "prune(3, 50%)", "type: argument 'net' of prune: expected a net, got a number",
      at: "3"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
