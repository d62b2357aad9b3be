import Testing

@Suite struct FactorizeCommandTests {
  @Test(arguments: [
    Case(Nets.toy + "f = factorize(n, rank=2); same(f, n)", "false"),
    Case(
      Nets.toy
        + """
        f = factorize(n, rank={fc2: 4}); x = data("toy").test.x; \
        near(infer(f, x).probabilities, infer(n, x).probabilities, absolute=1e-5)
        """,
      "true"),
    Case(
      Nets.toy + "factorize(n, rank=1, except=\"fc1\").layers", "[\"fc1\", \"fc2_in\", \"fc2_out\"]"
    ),
    Case(
      Nets.toy
        + "f = factorize(n, rank=1) |> train(data(\"toy\"), 1, lr=0.1); [f.state, f.parameters]",
      "[\"dense\", 34]"),
  ]) func factorizes(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      Nets.toy + "factorize(n, rank=3)", "value: fc1 takes a rank between 1 and 2, not 3", at: "3"),
    Refusal(
      Nets.pruned + "factorize(p, rank=1)",
      "value: fc1 is pruned already: only dense weights can be factorized",
      at: "p"
    ),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
