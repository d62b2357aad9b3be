import Testing

struct ErrorCommandTests {
  @Test(arguments: [
    Case(
      Nets.toy + "t = data(\"toy\").test; near(error(n, t), 1 - accuracy(n, t))", "true"),
    Case(
      """
      d = dataset([[1, 2], [3, 4]], [1, -3], test=0); n = net([dense(1)], input=[2])
      y = outputs(n, d.train.x); a = y[0, 0] - 1; b = y[1, 0] + 3
      near(error(n, d.train), (a * a + b * b) / 2)
      """, "true"),
    Case(
      """
      d = dataset([[0.5, 2], [3, 4]], [[1.5, 0], [0, 2]], test=0); n = net([dense(2)], input=[2])
      h = n |> quantize(bits=2) |> huffman; near(error(h, d.train), error(unpack(h), d.train))
      """, "true"),
  ]) func measures(_ example: Case) throws { #expect(try example.story() == example.expected) }

  @Test(arguments: [
    Refusal(
      "d = dataset([[1, 2]], [0.5], test=0); accuracy(net([dense(1)], input=[2]), d.train)",
      "shape: the examples have numbers for targets, not classes", at: "d.train",
      hint: "error(net, data) tells how far the outputs are from them"),
    Refusal(
      "d = dataset([[1, 2]], [0.5], test=0); error(net([dense(3)], input=[2]), d.train)",
      "shape: the network's outputs have shape [3], the targets []", at: "d.train"),
    Refusal(
      "d = dataset([[1, 2]], [[0, 1]], test=0)",
      "value: labels are whole numbers from 0", at: "[[0, 1]]",
      hint: "these are rows of zeros with a one: argmax(y, 1)"),
    Refusal(
      Nets.toy + "train(n, data(\"toy\"), loss=\"mse\")",
      "shape: the examples have classes, not numbers for targets", at: "data(\"toy\")"),
  ]) func refuses(_ refusal: Refusal) throws { try check(refusal) }

  @Test func trainingTellsTheMeanSquare() throws {
    let run = try ScriptRun(
      """
      d = dataset([[1], [2], [3], [4]], [2, 4.5, 6, 8], valid=25%, test=0)
      n = net([dense(1)], input=[1]) |> train(d, epochs=3, lr=0.05)
      print d.train
      """)
    #expect(run.error == nil)
    let line = try #require(run.outcomes.first { $0.hasPrefix("train: ") })
    #expect(line.contains("valid error ") && !line.contains("%"))
    #expect(run.story == "3 examples of shape 1, a target each")
  }
}
