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

  /// The identity as a net: outputs are the inputs.
  private static let named =
    """
    n = net([relu], input=[3]); d = dataset([[3, 2, 1], [0, 5, 4]], [0, 2], \
    names=["cat", "dog", "cow"], test=0);
    """

  @Test(arguments: [
    Case(named + "infer(n, d.train).names", "[\"cat\", \"dog\"]"),
    Case(named + "infer(n, d.train, top=2).names", "[[\"cat\", \"dog\"], [\"dog\", \"cow\"]]"),
    Case(named + "infer(n, [1, 2, 3], names=d).names", "[\"cow\"]"),
    Case(named + "infer(n, [1, 2, 3], names=d.train[0:1]).names", "[\"cow\"]"),
    Case(named + "infer(n, [1, 2, 3], names=[\"a\", \"b\", \"c\"]).names", "[\"c\"]"),
    Case(named + "\"names\" in keys(infer(n, [1, 2, 3]))", "false"),
    // A class that nobody named keeps its number.
    Case(
      named + "infer(net([relu], input=[4]), dataset([[0, 1, 2, 3]], [0], "
        + "names=[\"cat\"], test=0).train).names", "[\"3\"]"),
  ]) func namesClasses(_ example: Case) throws { #expect(try example.story() == example.expected) }

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
      Nets.toy + "infer(n, \"x\")", "format: 'x' is none of the files that a net takes",
      at: "\"x\"", hint: "inputs are .png, .jpg, .npy and .wav files; load reads others"),
    Refusal(
      Nets.toy + "infer(n, 1..2, size=3)",
      "argument: 'size' is for image files, and there is none", at: "3"),
    Refusal(
      Nets.toy + "infer(n, data(\"toy\").test, mean=3)", "argument: examples are prepared already",
      at: "3"),
    Refusal(
      Nets.toy + "infer(n, [1, 2], names=[\"a\", \"b\"])",
      "value: 2 names for the 4 classes of the net", at: "[\"a\", \"b\"]"),
    Refusal(
      Nets.toy + "infer(n, [1, 2], names=data(\"toy\"))",
      "value: argument 'names' of infer: nobody has named the classes", at: "data(\"toy\")",
      hint: "give a list, names=[\"cat\", \"dog\"]"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
