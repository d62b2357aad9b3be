import Testing

/// `data.test`, its fields and its slices. Labels of the toy data are 0, 1, 2, 3, 0, 1, ...
@Suite struct ExamplesTests {
  private static let toy = "d = data(\"toy\"); "

  @Test(arguments: [
    Case(
      toy + "[d.name, d.classes, d.train.count, d.valid.count, d.test.count]",
      "[\"toy\", 4, 320, 80, 100]"),
    Case(toy + "[d.test.x.shape, d.test.y.shape, d.test.y.type]", "[[100, 2], [100], \"i32\"]"),
    Case(toy + "d.test[0:6].y.values", "[0, 1, 2, 3, 0, 1]"),
    Case(toy + "d.test[-5:].y.values", "[3, 0, 1, 2, 3]"),
    Case(toy + "d.test[10:50][5:10].y.values", "[3, 0, 1, 2, 3]"),
    Case(toy + "d.test[10:50][[1, -1, 1]].y.values", "[3, 1, 3]"),
    Case(toy + "same(d.test[[7, 3]].x[1], d.test.x[3])", "true"),
    Case(toy + "same(d.test[10:50][5:10].x, d.test.x[15:20])", "true"),
    Case(
      toy + "[len(d.test), d.test[90:].count, d.test[100:].count, d.test[5:3].count]",
      "[100, 10, 0, 0]"),
    Case(toy + "d.test[100:].x.shape", "[0, 2]"),
    Case(
      toy + "d", "data toy: 320 training, 80 validation, 100 test examples of shape 2, 4 classes"),
  ]) func slices(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      toy + "d.test[5]", "type: examples are indexed by one slice or one list of positions",
      at: "d.test[5]",
      hint: "for instance mnist.test[0:100]"),
    Refusal(
      toy + "d.test[[100]]", "value: index 100 is outside of -100...99", at: "d.test[[100]]"),
    Refusal(
      toy + "d.tets", "name: the data has no field 'tets'", at: "tets", hint: "did you mean 'test'?"
    ),
    Refusal(
      Nets.toy + "accuracy(n, data(\"toy\"))",
      "type: argument 'data' of accuracy: expected examples, got data",
      at: "data(\"toy\")", hint: "say which part: .train, .valid or .test"),
    Refusal(
      Nets.toy + "train(n, data(\"toy\").train)",
      "type: argument 'data' of train: expected data, got examples",
      at: "data(\"toy\").train", hint: "give the whole data, without .train, .valid or .test"),
  ]) func refused(_ refusal: Refusal) throws { try check(refusal) }
}
