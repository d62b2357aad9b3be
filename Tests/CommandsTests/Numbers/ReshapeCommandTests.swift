import Testing

@Suite struct ReshapeCommandTests {
  @Test(arguments: [
    Case("reshape(tensor(1..6), 3, 2)[2, 0]", "5"),
    Case("reshape(ones(2, 3), -1).shape", "[6]"),
    Case("reshape(tensor([4])).shape", "[]"),
    Case("reshape(zeros(0, 3), -1, 3).shape", "[0, 3]"),
    Case("reshape(tensor([1, 2], type=\"u8\"), 2, 1).type", "\"u8\""),
    Case("x = ones(4); y = reshape(x, 2, 2); x.shape", "[4]"),
  ]) func shapes(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("reshape(ones(6), 4)", "shape: 6 elements do not fill shape [4]"),
    Case(
      "reshape(ones(6), -1, -1)",
      "value: a shape has at most one -1 and no other negative extents, but this is [-1, -1]"),
    Case(
      "reshape(ones(6), -2)",
      "value: a shape has at most one -1 and no other negative extents, but this is [-2]"),
    Case("reshape(ones(6), 0, -1)", "shape: 6 elements do not fill shape [0, -1]"),
    Case(
      "reshape(zeros(0), 9e15, 9e15, 0)",
      """
      limit: a tensor of shape [9000000000000000, 9000000000000000, 0] has more than 536870912 \
      elements
      """
    ),
  ]) func refusals(_ example: Case) { #expect(example.printed == example.expected) }
}
