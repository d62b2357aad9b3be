import Testing

struct OutputMetricTests {
  @Test(arguments: [
    // All examples at once, in their order, with their labels.
    Case(
      """
      n = net([dense(4)], input=[2]); t = data("toy").test
      all_there = fn(o, y) { if same(o, outputs(n, t.x)) and same(y, t.y) { 1 } else { 0 } }
      accuracy(n, t, metric=all_there)
      """, "1"),
    // 700 examples are two batches.
    Case(
      """
      n = net([relu], input=[1])
      d = dataset(reshape(1..700, [700, 1]), 1..700, kind="numbers", valid=0, test=0)
      error(n, d.train, metric=fn(outputs, y) { max(outputs) + min(y) })
      """, "701"),
  ]) func functionsJudge(_ example: Case) throws {
    #expect(try example.story() == example.expected)
  }

  @Test(arguments: [
    Refusal(
      Nets.toy + "accuracy(n, data(\"toy\").test, metric=fn(outputs, y) { \"good\" })",
      "type: expected a number, got a string", at: "fn(outputs, y) { \"good\" }"),
    Refusal(
      Nets.toy + "accuracy(n, data(\"toy\").test, metric=fn(outputs) { 1 })",
      "argument: the function takes 1 argument, not 2",
      at: "accuracy(n, data(\"toy\").test, metric=fn(outputs) { 1 })"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
