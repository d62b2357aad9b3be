import Testing

@Suite struct InferCommandTests {
  @Test(arguments: [
    Case(
      Nets.toy + "r = infer(n, ones(3, 2)); [r.classes.shape, r.classes.type, keys(r)]",
      "[[3], \"i32\", [\"outputs\", \"classes\", \"probabilities\", \"seconds\", \"per_second\"]]"),
    Case(
      Nets.toy + "r = infer(n, [1, 2], top=4); [r.classes.shape, near(sum(r.probabilities), 1)]",
      "[[1, 4], true]"),
    Case(
      Nets.toy
        + "p = infer(n, [[1, 2]], top=4).probabilities[0].values; p == sort(p, descending=true)",
      "true"),
    // Batches change nothing.
    Case(
      Nets.toy + "t = data(\"toy\").test; same(infer(n, t, batch=7).classes, infer(n, t).classes)",
      "true"),
    Case(Nets.toy + "r = infer(n, data(\"toy\").test[5:5]); r.classes.shape", "[0]"),
    Case(Nets.toy + "r = infer(n, zeros(0, 2), top=3); r.probabilities.shape", "[0, 3]"),
    Case(Nets.toy + "r = infer(n, [[0/0, 1]]); r.classes.shape", "[1]"),
    Case("infer(net([relu], input=[2, 3]), ones(2, 3)).classes.shape", "[1]"),
  ]) func infers(_ example: Case) throws { #expect(try example.story() == example.expected) }

  /// By hand: z = W x + b, softmax of z; W and b read back from the net.
  @Test func probabilitiesAreTheSoftmaxOfTheOutputs() throws {
    let run = try ScriptRun(
      """
      n = net([dense(3)], input=[2]); x = tensor([0.5, -2])
      z = n.fc1.weight @ x; e = exp(z); wanted = e / sum(e)
      r = infer(n, x, top=3)
      print(near(r.probabilities[0].values, sort(wanted.values, descending=true)), \
      r.classes[0, 0] == argmax(z))
      """)
    #expect(run.story == "true true")
  }

  @Test(arguments: [
    Refusal(
      Nets.toy + "infer(n, ones(3, 3))", "shape: the net takes inputs of shape [2], not [3]",
      at: "ones(3, 3)"),
    Refusal(Nets.toy + "infer(n, 5)", "shape: the net takes inputs of shape [2], not []", at: "5"),
    Refusal(
      Nets.toy + "infer(n, [1, 2], top=5)", "value: top must be between 1 and 4, not 5", at: "5"),
    Refusal(
      Nets.toy + "infer(n, [1, 2], batch=0)", "value: batch must be between 1 and 1000000, not 0",
      at: "0"),
    Refusal(
      Nets.toy + "infer(n, \"x\")", "type: argument 'x' of infer: expected a tensor, got a string",
      at: "\"x\""),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
