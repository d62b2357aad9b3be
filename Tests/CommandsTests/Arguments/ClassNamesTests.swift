import Testing

/// Names of classes, wherever commands take and show them.
struct ClassNamesTests {
  private static let two = "d = dataset([[0, 1], [1, 0]], [0, 1], test=0, names="

  @Test(arguments: [
    Case(
      two + "[\"cat\", \"dog\"]); [d.names, d.train.names, d.train[0:1].names]",
      "[[\"cat\", \"dog\"], [\"cat\", \"dog\"], [\"cat\", \"dog\"]]"),
    Case(two + "[\"cat\", \"dog\"]); d.train", "2 examples of shape 2, 2 classes: cat, dog"),
    Case(
      two + "map(0..11, fn(i) { \"c{i}\" })); d.train",
      "2 examples of shape 2, 12 classes: c0, c1, c2, c3, c4, c5, c6, c7, c8, c9 and 2 more"),
    Case("data(\"toy\").names", ""),
  ]) func areShown(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      two + "[])", "value: argument 'names' of dataset: nobody has named the classes", at: "[]",
      hint: "give a list, names=[\"cat\", \"dog\"]"),
    Refusal(
      two + "3)",
      """
      type: argument 'names' of dataset: expected data, examples, or a list of strings, got a number
      """, at: "3"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }
}
