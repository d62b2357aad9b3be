import Testing

@Suite struct CentroidsCommandTests {
  @Test(arguments: [
    Case("list(centroids([0, 1, 2, 9], bits=2))", "[1, 3.66666674614, 6.33333349228, 9]"),
    Case("list(centroids([4, 4, 4, 8], bits=1, init=\"density\"))", "[4, 8]"),
    Case("len(unique(list(centroids(1..100, bits=4, init=\"forgy\"))))", "16"),
    Case("all(list(centroids(1..9, bits=2, init=\"forgy\")), fn(c) { c in 1..9 })", "true"),
    Case("centroids(zeros(3))", "value: there is no weight but zeros"),
    Case("centroids([1], bits=9)", "value: bits must be between 1 and 8, not 9"),
  ]) func startsWhereThePaperSays(_ example: Case) throws {
    #expect(try ScriptRun("print(\(example.code))").story == example.expected)
  }
}
