import Testing

@Suite struct AccuracyCommandTests {
  /// A net whose weights are set by training would prove little; counting the predictions of
  /// `infer` proves the command.
  @Test(arguments: ["n", "p", "q", "h"]) func countsThePredictionsThatAreRight(_ model: String)
    throws
  {
    let run = try ScriptRun(
      Nets.packed + """
        t = data("toy").test
        k = infer(\(model), t).classes
        right = sum(map(list(0..99), fn(i) { if k[i] == t.y[i] { 1 } else { 0 } }))
        print(near(accuracy(\(model), t), right / 100))
        """)
    #expect(run.story == "true")
  }

  @Test func packedNetsAnswerAsTheNetsThatWerePacked() throws {
    let run = try ScriptRun(
      Nets.packed + """
        t = data("toy").test
        a = infer(q, t, top=4); b = infer(h, t, top=4); c = infer(unpack(h), t, top=4)
        print(same(a.classes, b.classes), same(a.classes, c.classes), \
        same(a.probabilities, c.probabilities))
        print(near(a.probabilities, b.probabilities, absolute=1e-6), \
        accuracy(q, t) == accuracy(h, t))
        """)
    #expect(run.story == "true true true\ntrue true")
  }

  @Test(arguments: [
    Case(Nets.toy + "accuracy(n, data(\"toy\").test, top=4)", "1"),
    Case(Nets.toy + "accuracy(n, data(\"toy\").test, top=99)", "1"),
    Case(
      Nets.toy
        + """
        t = data("toy").test; accuracy(n, t, top=[2, 1, 4]) == \
        [accuracy(n, t, top=2), accuracy(n, t), 1]
        """,
      "true"),
    Case(Nets.toy + "accuracy(n, data(\"toy\").test, top=[4])", "[1]"),
    Case(
      Nets.toy + "t = data(\"toy\").test; accuracy(n, t, top=2) <= accuracy(n, t, top=3)", "true"),
  ]) func depth(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      "accuracy(lenet300(), data(\"toy\").test)",
      "shape: the net takes inputs of shape [784], not [2]",
      at: "data(\"toy\").test"),
    Refusal(
      Nets.toy + "accuracy(n, data(\"toy\").test, top=0)",
      "value: top must be between 1 and 1000000, not 0", at: "0"),
    Refusal(
      Nets.toy + "accuracy(n, data(\"toy\").test, top=[1, -5])",
      "value: top must be between 1 and 1000000, not -5",
      at: "[1, -5]"),
    Refusal(
      Nets.toy + "accuracy(n, data(\"toy\").test[5:5])", "value: there are no examples",
      at: "data(\"toy\").test[5:5]"),
    Refusal(
      "accuracy(3, data(\"toy\").test)",
      "type: argument 'net' of accuracy: expected a net or a packed net, got a number",
      at: "3"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
