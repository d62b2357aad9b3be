import Testing

@Suite struct TensorCommandTests {
  @Test(arguments: [
    Case("tensor([[1, 2, 3], [4, 5, 6]])[1, 2]", "6"),
    Case("tensor([[[1], [2]]]).shape", "[1, 2, 1]"),
    Case("tensor(5).shape", "[]"),
    Case("tensor(1..4, shape=[-1, 2]).shape", "[2, 2]"),
    Case("tensor([]).shape", "[0]"),
    Case("tensor([0.1]).values == [0.1]", "false"),
    Case("tensor([255, 0], type=\"u8\").type", "\"u8\""),
    Case("tensor([-16777216], type=\"i32\").values", "[-16777216]"),
  ]) func values(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("tensor([256], type=\"u8\")", "value: 256 is no element of type u8"),
    Case("tensor([-1], type=\"u8\")", "value: -1 is no element of type u8"),
    Case("tensor([0.5], type=\"i32\")", "value: 0.5 is no element of type i32"),
    Case("tensor([0/0], type=\"i32\")", "value: nan is no element of type i32"),
    Case("tensor([33554432], type=\"i32\")", "value: 33554432 is no element of type i32"),
    Case("tensor([1], type=\"f16\")", "value: argument 'type' of tensor: unknown choice 'f16'"),
    Case(
      "tensor([[1, 2], [3]])",
      "shape: argument 'values' of tensor: the rows of a tensor must have one length"),
    Case("tensor([\"a\"])", "type: argument 'values' of tensor: expected a tensor, got a string"),
    Case("tensor([1, 2, 3], shape=[2, -1])", "shape: 3 elements do not fill shape [2, -1]"),
  ]) func refusals(_ example: Case) { #expect(example.printed == example.expected) }
}
