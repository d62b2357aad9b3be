import Testing

struct SecondOrderPruneStageTests {
  @Test(arguments: [
    Case(
      Nets.toy + "p = prune(n, sparsity=50%, method=\"hessian\", data=data(\"toy\")); p.sparsity",
      "0.5"),
    Case(
      Nets.toy
        + "p = prune(n, groups=\"1:2\", method=\"hessian\", data=data(\"toy\").test); p.sparsity",
      "0.5"),
  ]) func prunes(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      Nets.toy + "prune(n, threshold=1, method=\"hessian\")",
      "argument: method=\"hessian\" takes 'sparsity' or 'groups'", at: "1"),
    Refusal(
      Nets.toy + "prune(n, groups=\"four\", method=\"hessian\")",
      "value: groups is two numbers such as \"2:4\", not 'four'", at: "\"four\""),
    Refusal(
      Nets.toy + "prune(n, groups=\"4:4\", method=\"hessian\")",
      "value: of each 4 weights 4 cannot stay: at least one, and not all", at: "n"),
    Refusal(
      Nets.toy + "prune(n, sparsity=50%, data=data(\"toy\"))",
      "argument: 'data' is for method=\"hessian\"", at: "data(\"toy\")"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  @Test func saysWhatIsLeftAlone() throws {
    let run = try ScriptRun(Nets.toy + "p = prune(n, groups=\"1:7\", method=\"hessian\")")
    #expect(run.error == nil)
    #expect(run.notes.contains { $0.contains("rows do not consist of such groups") })
  }
}
