import Testing

@Suite struct NetCommandTests {
  @Test(arguments: [
    Refusal(
      "net([dense(3, name=\"*\")], input=[2])", "value: \"*\" cannot be the name of a layer",
      at: "[dense(3, name=\"*\")]",
      hint: """
        letters and digits, without *, ? and control characters
        """),
    Refusal(
      "net([dense(3, name=\"\")], input=[2])", "value: \"\" cannot be the name of a layer",
      at: "[dense(3, name=\"\")]", hint: "letters and digits, without *, ? and control characters"),
    Refusal(
      "net([dense(3)], input=[])",
      "value: an input shape is one or more whole numbers of at least 1", at: "[]"),
  ])
  func oddNetsAreRefused(_ refusal: Refusal) throws { try check(refusal) }
}
