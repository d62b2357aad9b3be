import Foundation
import Tensors
import TestSupport
import Testing

/// `outputs`, and what it takes (`NetworkInputs`).
struct OutputsCommandTests {
  private func run(_ code: String, _ model: ONNXModel = .branching) throws -> ScriptRun {
    let folder = try TemporaryFolder()
    try Data(model.bytes).write(to: URL(fileURLWithPath: folder.path + "/m.onnx"))
    return try ScriptRun("n = load(\"/tmp/m.onnx\"); " + code, folder: folder)
  }

  @Test func severalInputsComeAsAListOrByName() throws {
    let run = try run(
      """
      x = ones(3, 4); ids = tensor([[0, 1], [2, 3], [4, 5]])
      a = outputs(n, [x, ids]); b = outputs(n, {ids: ids, x: x})
      print keys(a), a.y.shape, a.e.shape, same(a.y, b.y), outputs(n, [x, ids], at="c").shape
      p = n |> huffman
      print same(outputs(p, [x, ids]).y, a.y)
      """)
    #expect(run.story == "[\"y\", \"e\"] [3, 16] [3, 2, 4] true [3, 8]\ntrue")
  }

  @Test func whatDoesNotFitIsRefused() throws {
    #expect(
      try run("outputs(n, ones(3, 4))").story == "argument: the net has 2 inputs, but 1 given")
    #expect(
      try run("outputs(n, {x: ones(3, 4), idz: ones(3, 2)})").story
        == "name: the net has no input 'idz'")
    // Token numbers are whole.
    let fraction = try run("outputs(n, [ones(3, 4), ones(3, 2) / 2])").story
    #expect(fraction.hasPrefix("shape: the net takes ids int64 [batch, 2], not"))
  }

  @Test func regressorsHaveOutputsAndNoClasses() throws {
    var model = ONNXModel()
    model.floats = [("w", Tensor(shape: [4, 1], values: [1, 2, 3, 4]))]
    model.nodes = [.init(operation: "MatMul", inputs: ["x", "w"], output: "y")]
    let run = try run("r = infer(n, ones(2, 4)); print keys(r), r.outputs.y.values", model)
    #expect(run.story == "[\"outputs\", \"seconds\", \"per_second\"] [10, 10]")
  }

  /// exp(1) / (exp(1) + exp(0)) = 0.7311, once.
  @Test func softmaxIsNotDoneTwice() throws {
    var model = ONNXModel(inputShape: [0, 2])
    model.nodes = [.init(operation: "Softmax", inputs: ["x"], output: "y")]
    let run = try run(
      "print round(infer(n, tensor([[1, 0]])).probabilities[0], digits=4)", model)
    #expect(run.story == "0.7311")
  }

  /// What only layers of our own do is refused by the names of the operators, never a trap.
  @Test(arguments: [
    ("train(n, data(\"toy\"), epochs=1)", "shape: only networks from one batch of floats"),
    ("sensitivity(n, data(\"toy\"), layers=none)", "argument:"),
    ("export(n, \"/tmp/c\")", "value: C source cannot do Softsign (1 layer)"),
    ("bench(n)", "value: only nets whose values are all batches of numbers"),
    ("bench_packing(n |> huffman)", "value: only nets whose values are all batches of numbers"),
  ]) func operatorsAreRefusedByName(command: String, story: String) throws {
    var model = ONNXModel(inputShape: [0, 2])
    model.nodes = [
      .init(operation: "Softsign", inputs: ["x"], output: "s"),
      .init(operation: "Neg", inputs: ["s"], output: "y"),
    ]
    let run = try run(command, model)
    #expect(run.story.hasPrefix(story), "\(run.story)")
  }

  @Test func obstaclesAreNamedWhenItIsComputed() throws {
    var model = ONNXModel.branching
    model.nodes.append(.init(operation: "Bernoulli", inputs: ["d"], output: "z"))
    model.otherOutputs.append("z")
    let run = try run("outputs(n, [ones(1, 4), ones(1, 2)])", model)
    #expect(run.story == "value: dcs does not compute Bernoulli")
    let packed = try self.run(
      "p = n |> prune(sparsity=50%) |> quantize(bits=3) |> huffman; print p.layers", model)
    #expect(packed.story == "[\"choice/then_branch/v\", \"f\", \"w\", \"table\"]")
  }
}
