import Testing

@Suite struct TuneCommandTests {
  @Test(arguments: [
    Case("tune(fn(n) { 10 - n }, 1..9, at_most=4)", "6"),
    Case("tune(fn(n) { n }, [5, 3, 1, 0], at_most=3)", "3"),
    Case(
      "tried = []; fn f(n) { n }; tune(f, [\"a\"], at_most=1)",
      "type: expected a number, got a string"),
    Case(
      "tune(fn(n) { n }, [5, 4], at_most=3)",
      "value: none of 2 values is good enough: the smallest result is 4"),
    Case(
      "tune(fn(n) { 0/0 }, [1], at_most=3)",
      "value: none of 1 values is good enough: the smallest result is inf"),
    Case("tune(fn(n) { n }, [], at_most=3)", "value: there are no values to try"),
  ]) func tunes(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
