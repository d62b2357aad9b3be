import Testing

@Suite struct SweepCommandTests {
  @Test(arguments: [
    Case(
      "sweep(fn(a, b) { 10 * a + b }, over={a: [1, 2], b: [3, 4, 5]}).result",
      "[13, 14, 15, 23, 24, 25]"),
    Case(
      "t = sweep(fn(a, b) { a }, over={a: [1, 2], b: [3, 4]}); [t.a, t.b]",
      "[[1, 1, 2, 2], [3, 4, 3, 4]]"),
    Case("sweep(fn(n) { {m: n + 1} }, over={n: 1..2}).m", "[2, 3]"),
    Case("sweep(sqrt, over={n: [4, 9]}).result", "[2, 3]"),
    Case("len(sweep(sqrt, over={n: []}))", "0"),
    Case(
      "sweep(fn(n) { {n: 1} }, over={n: [1]})",
      "value: the function gives a field 'n', which is a setting already"),
    Case("sweep(sqrt, over={})", "limit: between 1 and 1000000 combinations are possible"),
    Case(
      "sweep(fn(a, b) { 1 }, over={a: 1..2000, b: 1..2000})",
      "limit: between 1 and 1000000 combinations are possible"),
  ]) func sweeps(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
