import Testing

@Suite struct SVDCommandTests {
  /// NumPy: np.linalg.svd([[1, 2], [3, 4], [5, 6]])[1] is [9.52551809, 0.51430058].
  @Test(arguments: [
    Case(
      "near(svd(tensor([[1, 2], [3, 4], [5, 6]])).s, tensor([9.52551809, 0.51430058]), 1e-5)",
      "true"),
    Case("d = svd(randn(7, 3)); [d.u.shape, d.s.shape, d.v.shape]", "[[7, 3], [3], [3, 3]]"),
    Case("svd(tensor([[1, 0/0]]))", "value: the matrix holds numbers that are infinite or nan"),
    Case("svd(tensor([[1, 1/0]]))", "value: the matrix holds numbers that are infinite or nan"),
    Case("svd(zeros(2, 3, 4))", "shape: only matrices can be decomposed, not shape [2, 3, 4]"),
  ]) func decomposes(_ example: Case) throws { #expect(try example.story() == example.expected) }
}
