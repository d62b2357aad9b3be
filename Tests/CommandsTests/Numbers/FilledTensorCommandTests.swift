import Commands
import Testing

@Suite struct FilledTensorCommandTests {
  @Test(arguments: [
    Case("zeros(2, 3).shape", "[2, 3]"), Case("zeros([2, 3]).shape", "[2, 3]"),
    Case("zeros(shape=[2, 3]).shape", "[2, 3]"),
    Case("ones(shape=3).shape", "[3]"), Case("zeros()", "0"), Case("ones(0).count", "0"),
    Case("type(rand())", "\"number\""),
    Case("zeros(net_shape = [2])", "argument: zeros has no argument 'net_shape'"),
  ]) func shapes(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("zeros(-1)", "value: a shape has no negative extents, but this is [-1]"),
    Case("zeros(1.5)", "value: argument 'shape' of zeros: expected a whole number, got 1.5"),
    Case(
      "zeros(1e6, 1e6)",
      "limit: a tensor of shape [1000000, 1000000] has more than 536870912 elements"),
    Case(
      "zeros(0, 1e15, 1e15)",
      """
      limit: a tensor of shape [0, 1000000000000000, 1000000000000000] has more than 536870912 \
      elements
      """
    ),
    Case("zeros(\"2\")", "type: argument 'shape' of zeros: expected a whole number, got a string"),
  ]) func impossibleShapes(_ example: Case) { #expect(example.printed == example.expected) }

  /// Uniform on [0, 1): mean 1/2, standard deviation 1/√12 = 0.2887; 10 000 draws put the mean
  /// within 5 · 0.0029.
  @Test func uniformMoments() {
    #expect(
      result(
        of:
          """
          r = rand(10000); near(mean(r), 0.5, absolute=0.015) and \
          near(std(r), 0.2887, absolute=0.01)
          """
      )
        == "true")
    #expect(
      result(of: "r = rand(10000); min(r) >= 0 and max(r) < 1 and len(unique(r)) > 9900") == "true")
  }

  /// Standard normal: mean 0 (within 5 · 0.01), standard deviation 1, 68.27% within one deviation.
  @Test func normalMoments() {
    #expect(
      result(
        of: "r = randn(10000); near(mean(r), 0, absolute=0.05) and near(std(r), 1, absolute=0.04)")
        == "true")
    #expect(result(of: "near(mean(abs(randn(10000)) < 1), 68.27%, absolute=2.5%)") == "true")
  }

  @Test func theSeedDecidesAndDrawsDiffer() {
    func draw(_ seed: UInt64) -> String {
      ExampleRunner.run(
        "[rand(3).values, rand(3).values]",
        commands: BasicCommands.all(session: Session(seed: seed))
      )
      .output
    }
    #expect(draw(7) == draw(7))
    #expect(draw(7) != draw(8))
    #expect(result(of: "same(rand(3), rand(3))") == "false")
  }
}
