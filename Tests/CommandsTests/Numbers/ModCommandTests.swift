import Testing

@Suite struct ModCommandTests {
  /// numpy 2.4.6: np.mod([5, -5, 5, -5, 5.5, -0.5], [3, 3, -3, -3, -2, 2]) = [2, 1, -1, -2, -0.5,
  /// 1.5]; R's %% agrees.
  @Test(arguments: [
    Case("mod(5, 3)", "2"), Case("mod(-5, 3)", "1"), Case("mod(5, -3)", "-1"),
    Case("mod(-5, -3)", "-2"),
    Case("mod(5.5, -2)", "-0.5"), Case("mod(-0.5, 2)", "1.5"), Case("mod(6, 3)", "0"),
    Case("mod(1, 0)", "nan"),
    Case("mod(-1, 1/0)", "inf"), Case("mod(1, 1/0)", "1"),
  ]) func theSignIsTheDivisors(_ example: Case) { #expect(example.printed == example.expected) }

  @Test func tensorsBroadcast() {
    #expect(result(of: "mod(tensor([[5], [7]]), tensor([2, 3, 4])).values") == "[1, 2, 1, 1, 1, 3]")
    #expect(result(of: "mod(10, tensor([3, 4])).values") == "[1, 2]")
  }

  @Test func shapesMustFit() {
    #expect(result(of: "mod(ones(2), ones(3))") == "shape: shapes [2] and [3] do not fit")
  }
}
