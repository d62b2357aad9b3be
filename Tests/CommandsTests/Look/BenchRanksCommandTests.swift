import Testing

@Suite struct BenchRanksCommandTests {
  @Test(arguments: [
    Case("bench_ranks()", "value: bench_ranks needs several ranks"),
    Case("bench_ranks(floats=[0])", "value: lengths are between 1 and 1 000 000 000"),
    Case(
      "bench_ranks(rounds=0)", "value: rounds must be between 1 and 100000, not 0"),
  ]) func refuses(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
