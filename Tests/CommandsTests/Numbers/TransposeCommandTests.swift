import Testing

@Suite struct TransposeCommandTests {
  /// numpy 2.4.6: np.transpose(np.arange(24).reshape(2, 3, 4), (2, 0, 1)).ravel()
  @Test func dimensionsChangePlaces() {
    #expect(
      result(of: "transpose(tensor(0..23, shape=[2, 3, 4]), order=[2, 0, 1]).values")
        == "[0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21, 2, 6, 10, 14, 18, 22, 3, 7, 11, 15, 19, 23]")
  }

  @Test(arguments: [
    Case("transpose(ones(2, 3, 4)).shape", "[4, 3, 2]"),
    Case("transpose(ones(5)).shape", "[5]"),
    Case("W = rand(17, 33); same(transpose(transpose(W)), W)", "true"),
    Case("W = rand(17, 33); transpose(W)[32, 16] == W[16, 32]", "true"),
    Case("transpose(tensor([[1, 2]], type=\"u8\")).type", "\"u8\""),
  ]) func laws(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: ["[0]", "[0, 0]", "[1, 2]", "[0, 1, 2]"]) func wrongOrders(_ order: String) {
    #expect(
      result(of: "transpose(ones(2, 3), order=\(order))")
        == "shape: \(order) does not hold each of [0, 1] once")
  }
}
