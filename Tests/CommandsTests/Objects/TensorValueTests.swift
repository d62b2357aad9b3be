import Testing

/// Expected numbers: numpy 2.4.6 on arrays of float32; `print` shows 12 digits of them.
@Suite struct TensorValueTests {
  /// A = np.arange(24, dtype='f4').reshape(2, 3, 4)
  private static let cube = "A = reshape(tensor(0..23), 2, 3, 4); "

  @Test(arguments: [
    Case(cube + "A[1, 2, 3]", "23"), Case(cube + "A[-1, -1, -1]", "23"),
    Case(cube + "A[1].shape", "[3, 4]"),
    Case(cube + "A[:, 1].shape", "[2, 4]"),
    Case(cube + "A[:, 1].values", "[4, 5, 6, 7, 16, 17, 18, 19]"),
    Case(cube + "A[:, 0:2, -1].values", "[3, 7, 15, 19]"), Case(cube + "A[0:1].shape", "[1, 3, 4]"),
    Case(cube + "A[-2:-1].shape", "[1, 3, 4]"), Case(cube + "A[1, 5:9].shape", "[0, 4]"),
    Case(cube + "A[0, 2:1].shape", "[0, 4]"), Case(cube + "A[0, 0, 1:-1].values", "[1, 2]"),
    Case(cube + "A[0, [2, 0]].values", "[8, 9, 10, 11, 0, 1, 2, 3]"),
    Case(cube + "A[0, 0, -99:99].values", "[0, 1, 2, 3]"),
    Case(cube + "A[0][1][2]", "6"), Case(cube + "len(A)", "2"),
  ]) func indexing(_ example: Case) { #expect(example.printed == example.expected) }

  /// Two lists choose rows and columns, as in R, Julia and Octave (NumPy's `ix_`).
  @Test func twoListsChooseAGrid() {
    #expect(result(of: Self.cube + "A[0, [0, 2], [1, 3]].values") == "[1, 3, 9, 11]")
  }

  @Test(arguments: [
    Case(cube + "A[2]", "value: index 2 is outside of -2...1"),
    Case(cube + "A[0, 0, -5]", "value: index -5 is outside of -4...3"),
    Case("zeros(0)[0]", "value: index 0 is outside of an empty dimension"),
    Case(cube + "A[0, 0, 0, 0]", "shape: 4 indices for a tensor with 3 dimensions"),
    Case(cube + "A[0.5]", "value: expected a whole number, got 0.5"),
    Case(cube + "A[0:1.5]", "value: expected a whole number, got 1.5"),
    Case(cube + "A[\"0\"]", "type: expected a whole number, got a string"),
    Case(cube + "A.shap", "name: the tensor has no field 'shap'"),
  ]) func indicesRefused(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case(
      "B = zeros(2, 3); B[0] = 1; B[:, 2] = [5, 6]; B[1, 0:2] = tensor([7, 8]); B.values",
      "[1, 1, 5, 7, 8, 6]"),
    Case("B = zeros(2, 3); B[-1, -1] = 0.1; B[1, 2]", "0.10000000149"),
    Case("B = zeros(2, 2); C = B; C[0, 0] = 1; [B[0, 0], C[0, 0]]", "[0, 1]"),
    Case("B = zeros(2, 2); B[0, 1] += 3; B.values", "[0, 3, 0, 0]"),
    Case(
      "B = zeros(2, 2); B[0] = ones(3)",
      "shape: a tensor of shape [3] does not fit into the indexed part"),
    Case("B = zeros(2, 2); B[2, 0] = 1", "value: index 2 is outside of -2...1"),
    Case("B = zeros(2, 2); B[0] = \"x\"", "type: expected a tensor, got a string"),
    Case("L = tensor([1, 2], type=\"u8\"); L[0] = 255; L.type", "\"u8\""),
    Case("L = tensor([1, 2], type=\"u8\"); L[0] = 256", "value: 256 is no element of type u8"),
    Case(
      "L = tensor([1, 2], type=\"i32\"); L[:] = [0, 0.5]", "value: 0.5 is no element of type i32"),
  ]) func assignment(_ example: Case) { #expect(example.printed == example.expected) }

  /// P = np.array([[1, 2, 3], [4, 5, 6]], 'f4')
  private static let matrix = "P = tensor([[1, 2, 3], [4, 5, 6]]); "

  @Test(arguments: [
    Case("(tensor([0.1]) + tensor([0.2]))[0]", "0.300000011921"),
    Case(matrix + "(P - mean(P, axis=0)).values", "[-1.5, -1.5, -1.5, 1.5, 1.5, 1.5]"),
    Case(matrix + "(P / [[2], [4]]).values", "[0.5, 1, 1.5, 1, 1.25, 1.5]"),
    Case(matrix + "(2 ^ P).values", "[2, 4, 8, 16, 32, 64]"),
    Case(matrix + "(P ^ 2).values", "[1, 4, 9, 16, 25, 36]"),
    Case(matrix + "(P > tensor([2, 2, 7])).values", "[0, 0, 0, 1, 1, 0]"),
    Case(matrix + "(3 >= P).values", "[1, 1, 1, 0, 0, 0]"),
    Case(matrix + "(-P).values", "[-1, -2, -3, -4, -5, -6]"),
    Case(matrix + "(10 - P).values", "[9, 8, 7, 6, 5, 4]"),
    Case("(1 / tensor([0, -2])).values", "[inf, -0.5]"),
    Case(matrix + "P == P + 0", "true"), Case(matrix + "P != P", "false"),
    Case(matrix + "P == 3", "false"),
    Case("x = zeros(2) / 0; [x == x, x != x, same(x, x)]", "[false, true, true]"),
    Case("ones(2) == ones(1, 2)", "false"), Case("tensor([0]) == -tensor([0])", "true"),
    Case("(tensor([[1], [2]]) + tensor([10, 20])).values", "[11, 21, 12, 22]"),
    Case("(ones(2, 0) + 1).shape", "[2, 0]"),
  ]) func operators(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case(matrix + "(P @ transpose(P)).values", "[14, 32, 32, 77]"),
    Case(matrix + "(P @ tensor([1, 0, -1])).values", "[-2, -2]"),
    Case(matrix + "(tensor([1, 1]) @ P).values", "[5, 7, 9]"),
    Case("tensor([1, 2]) @ tensor([3, 4])", "11"),
    Case("(zeros(2, 0) @ zeros(0, 3)).values", "[0, 0, 0, 0, 0, 0]"),
    Case(matrix + "P @ P", "shape: shapes [2, 3] and [2, 3] do not fit for '@'"),
    Case("ones(2, 2, 2) @ ones(2, 2)", "shape: shapes [2, 2, 2] and [2, 2] do not fit for '@'"),
    Case(matrix + "P @ 2", "shape: shapes [2, 3] and [] do not fit for '@'"),
    Case(matrix + "P + ones(2)", "shape: shapes [2, 3] and [2] do not fit for '+'"),
    Case(matrix + "P + \"a\"", "type: '+' does not work on a tensor and a string"),
    Case(matrix + "1 in P", "type: 'in' does not work on a number and a tensor"),
  ]) func products(_ example: Case) { #expect(example.printed == example.expected) }

  /// A few characters must not ask for terabytes.
  @Test(arguments: [
    "zeros(100000, 1) + zeros(1, 100000)", "zeros(100000, 1) @ zeros(1, 100000)",
    "zeros(100000, 1) < zeros(100000)",
  ]) func largeResultsRefused(_ code: String) {
    #expect(
      result(of: code)
        == "limit: a tensor of shape [100000, 100000] has more than 536870912 elements")
  }

  @Test(arguments: [
    Case(
      "tensor([[1, 2.5], [-3, 4]])",
      "tensor 2x2 f32\n         1        2.5\n        -3          4"),
    Case("zeros(0, 3)", "tensor 0x3 f32\n(empty)"),
    Case(
      "tensor(1..100)",
      """
      tensor 100 f32
      1 to 100, mean 50.5, std 28.9  █▇▇▇▇▇▇▇█▇▇▇▇▇▇▇█▇▇▇▇▇▇█
               1          2          3          4          5 ...         96       \
        97         98
      """
        + "         99        100"),
  ]) func display(_ example: Case) { #expect(example.printed == example.expected) }
}
