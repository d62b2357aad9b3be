import Testing

@Suite struct ReductionCommandTests {
  private static let matrix = "A = tensor([[1.5, -2, 3], [4, 0.25, -6]]); "

  /// numpy 2.4.6 on the same float32 array: a.sum(0), a.mean(1), a.argmax(1), a.min(1), a.max(0).
  @Test(arguments: [
    Case(matrix + "sum(A, axis=0).values", "[5.5, -1.75, -3]"),
    Case(matrix + "near(mean(A, axis=1), tensor([0.8333333, -0.5833333]))", "true"),
    Case(matrix + "argmax(A, axis=1).values", "[2, 0]"),
    Case(matrix + "argmax(A, axis=1).type", "\"i32\""),
    Case(matrix + "min(A, axis=-1).values", "[-2, -6]"),
    Case(matrix + "max(A, axis=0).values", "[4, 0.25, 3]"),
    Case(matrix + "sum(A)", "0.75"),
    Case(matrix + "argmax(A)", "3"),
    Case("sum(tensor([1, 2, 3]), axis=0)", "6"),
    Case("sum(zeros(2, 0), axis=1).values", "[0, 0]"),
    Case("max(tensor([[1, 2]], type=\"u8\"), axis=0).type", "\"u8\""),
    Case("sum([[1, 2], [3, 4]], axis=0).values", "[4, 6]"),
  ]) func dimensions(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("min(3, 5)", "3"), Case("min([3, 5])", "3"), Case("max(1..4)", "4"), Case("max(7)", "7"),
    Case("max(0/0, 1)", "nan"), Case("min(1, 0/0)", "nan"), Case("argmax([2, 9, 9])", "1"),
    Case("sum([])", "0"), Case("sum(0.1, 0.2, 0.3) == 0.1 + 0.2 + 0.3", "true"),
    Case("mean(50%..90% step 10%)", "0.7"),
    Case("argmax([-1/0, -1/0])", "0"),
  ]) func numbers(_ example: Case) { #expect(example.printed == example.expected) }

  /// Several tensors: the reduction runs from one to the next.
  @Test(arguments: [
    Case("max(tensor([-1, 2]), 0).values", "[0, 2]"),
    Case("mean(tensor([1, 2]), tensor([3, 6])).values", "[2, 4]"),
    Case("min(tensor([[1], [5]]), tensor([2, 3])).values", "[1, 1, 2, 3]"),
    Case("max(ones(2), ones(3))", "shape: argument 'values' of max: shapes [2] and [3] do not fit"),
    Case("max(ones(2), 0, axis=0)", "argument: axis works with one tensor, not with several"),
  ]) func severalTensors(_ example: Case) { #expect(example.printed == example.expected) }

  @Test(arguments: [
    Case("max([])", "value: max of no numbers"),
    Case("mean()", "value: mean of no numbers"),
    Case("argmax(zeros(0))", "value: argmax of no numbers"),
    Case("std(zeros(2, 0), axis=1)", "value: std of no numbers"),
    Case("sum(ones(2, 3), axis=2)", "value: a tensor of shape [2, 3] has no axis 2"),
    Case("sum(ones(2, 3), axis=-3)", "value: a tensor of shape [2, 3] has no axis -3"),
    Case("sum(5, axis=0)", "value: a tensor of shape [] has no axis 0"),
    Case(
      "sum([1, true])",
      "type: argument 'values' of sum: expected a list of numbers, found a bool in it"),
    Case(
      "min([1], [2])",
      "type: argument 'values' of min: several arguments are numbers or tensors, not lists"),
    Case(
      "sum(\"12\")",
      """
      type: argument 'values' of sum: expected a number, a list of numbers, a range or a tensor, \
      got a string
      """
    ),
    Case(
      "sum([[1, 2], [3]])",
      "shape: argument 'values' of sum: the rows of a tensor must have one length"),
  ]) func refusals(_ example: Case) { #expect(example.printed == example.expected) }
}
