import Testing

@Suite struct ChoiceTests {
  @Test(arguments: [
    Refusal(
      Nets.toy + "quantize(n, init=\"liner\")",
      "value: argument 'init' of quantize: unknown choice 'liner'",
      at: "\"liner\"", hint: "did you mean 'linear'?"),
    Refusal(
      Nets.toy + "quantize(n, init=3)",
      """
      type: argument 'init' of quantize: expected one of "linear", "density", "forgy", "optimal", \
      got a number
      """,
      at: "3"),
    Refusal(
      Nets.toy + "train(n, data(\"toy\"), optimizer=\"Adam\")",
      "value: argument 'optimizer' of train: unknown choice 'Adam'", at: "\"Adam\"",
      hint: "did you mean 'adam'?"),
    // Paths stand beside these choices.
    Refusal(
      "data(\"minst\")", "value: there is no data set 'minst'", at: "\"minst\"",
      hint: "did you mean 'mnist'?"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  @Test func theChoicesAreTold() throws {
    #expect(
      try ScriptRun(Nets.toy + "prune(n, 50%, method=\"random\")").error?.notes == [
        "choices: layer, global, lamp, hessian"
      ])
  }
}
