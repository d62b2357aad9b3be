import Testing

struct NetworkInputsTests {
  /// One example, without the batch; a list of numbers is a tensor.
  @Test func aTensorWithoutABatchIsOneExample() throws {
    let run = try ScriptRun(
      "n = net([relu], input=[2]); print outputs(n, tensor([1, -1])).values, "
        + "outputs(n, [[1, -1], [-2, 3]]).shape")
    #expect(run.story == "[1, 0] [2, 2]")
  }
}
