import Inference
import Language
import Networks
import Tensors

struct OutputsCommand: Command {
  static let name = "outputs"
  static let summary = "Runs a net on inputs and gives what it puts out, as it is."
  static let details = """
    Gives a tensor, or with several outputs a record of tensors by name. `x` is a tensor for a net
    with one input, otherwise a list in the order of the inputs or a record by their names; a tensor
    without the batch is one example. With `at=` it gives what that layer puts out instead. Networks
    of any kind run so: `infer` is for classifiers, which it asks for classes.

    """ + FileInput.details
  static let group = CommandGroup.get
  static let model = Parameter<Model>("net", "a net, or a packed one")
  static let inputs = Parameter<NetworkInputs>("x", "the inputs")
  static let layer = Parameter<String?>(
    "at", "the layer whose outputs are wanted; none: those of the net", default: nil)
  static let parameters: [any AnyParameter] = [model, inputs, layer] + FileInput.parameters
  static let examples = [
    Example(
      "n = net([dense(4), relu], input=[2]); print outputs(n, [[0, 0]]).values",
      prints: "[0, 0, 0, 0]"),
    Example(
      "n = net([dense(4), relu], input=[2]); print outputs(n, [[0, 0]], at=\"fc1\").shape",
      prints: "[1, 4]"),
    Example(
      """
      heatmap(rand(8, 8), to="/tmp/dcs-image.png"); n = net([relu], input=[3, 8, 8]); \
      print outputs(n, "/tmp/dcs-image.png", size=9, channels="BGR", mean=127.5, \
      scale=1/127.5).shape
      """, prints: "[1, 3, 8, 8]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let model = call[Self.model]
    let evaluation = try model.evaluation()
    let files = FileInput(call)
    try call[Self.inputs].refuseStrangers(files, call)
    let inputs = try call.locating(Self.inputs) {
      try call[Self.inputs].tensors(for: evaluation.network, files)
    }
    guard let layer = call[Self.layer] else {
      let results = try call.locating(Self.model) { try evaluation.outputs(of: inputs) }
      return Self.value(results, names: evaluation.network.outputs.map(\.name))
    }
    guard let index = evaluation.network.index(of: layer) else {
      throw call.fault(
        .name, at: Self.layer, "the net has no layer '\(layer)'",
        hint: Suggestion.hint(for: layer, among: evaluation.network.nodes.map(\.name)))
    }
    // With its weights: a program has them elsewhere.
    let whole = Evaluation(try model.network())
    let results = try call.locating(Self.model) { try whole.outputs(of: index, inputs: inputs) }
    return Self.value(results, names: results.indices.map { "\(layer):\($0)" })
  }

  static func value(_ results: [TypedTensor], names: [String]) -> Value {
    results.count == 1
      ? TensorValue(results[0]).value : record(results, names: names)
  }

  static func record(_ results: [TypedTensor], names: [String]) -> Value {
    .record(Record(zip(names, results).map { ($0, TensorValue($1).value) }))
  }
}
