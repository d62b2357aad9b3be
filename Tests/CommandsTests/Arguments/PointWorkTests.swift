import Testing

/// Calls that may be shared out, by themselves: `RankedRunTests` has them on several ranks.
@Suite struct PointWorkTests {
  @Test(arguments: [
    // Every call draws from a source of its own, and what follows draws something else.
    Case(
      "seed 1; a = map(1..3, fn(i) { sum(rand(1)) }, parallel=true); "
        + "b = map(1..3, fn(i) { sum(rand(1)) }, parallel=true); print len(unique(a)), (a == b)",
      "3 false"),
    Case(
      "seed 1; a = map(1..3, fn(i) { sum(rand(1)) }, parallel=true); seed 1; "
        + "b = map(1..5, fn(i) { sum(rand(1)) }, parallel=true); print(a == b[0:3])", "true"),
    // Who draws nothing changes nothing.
    Case(
      "seed 2; a = sum(rand(1)); seed 2; map([4], sqrt, parallel=true); print(a == sum(rand(1)))",
      "true"),
    // A seed within a call holds for that call.
    Case(
      "seed 2; a = map(1..2, fn(i) { seed 9; sum(rand(1)) }, parallel=true); print(a[0] == a[1])",
      "true"),
    Case("print tune(fn(n) { print n; 10 - n }, 1..9, at_most=7)", "1\n2\n3\n3"),
    Case("tune(fn(n) { \"x\" }, 1..2, at_most=1)", "type: expected a number, got a string"),
  ]) func calls(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
