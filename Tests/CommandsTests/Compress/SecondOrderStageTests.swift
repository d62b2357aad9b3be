import Testing

@Suite struct SecondOrderStageTests {
  /// Inputs along one line: what other directions do does not matter, and two levels are enough.
  @Test func inputsDecideWhatMatters() throws {
    let story = """
      seed 3; n = net([dense(6)], input=[8]); x = randn(200, 1) @ [[1, 1, 1, 1, 1, 1, 1, 1]]; \
      plain = quantize(n, bits=1); q = quantize(n, bits=1, method="hessian", data=x); \
      compare(n, q, x).drop < 0.5 * compare(n, plain, x).drop
      """
    #expect(try Case(story, "").story() == "true")
  }

  @Test func theSameSeedGivesTheSameCodes() throws {
    let story =
      Nets.toy + "seed 1; a = quantize(n, method=\"hessian\", data=data(\"toy\")); seed 1; "
      + "same(a, quantize(n, method=\"hessian\", data=data(\"toy\")))"
    #expect(try Case(story, "").story() == "true")
  }
}
