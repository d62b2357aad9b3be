import Datasets
import Devices
import Glibc
import Inference
import Language
import Networks
import Tensors
import Training

struct InferCommand: Command {
  static let name = "infer"
  static let summary = "Runs a net on inputs and gives outputs, classes, and the time it took."
  static let details = """
    Gives a record: `outputs`, a record of what the net puts out by name; `seconds` for all inputs
    and `per_second`, without the time in which images are read and decoded. Where the first output
    has several numbers for each input, also `classes`, the places of the largest ones, and
    `probabilities` ([N] for top=1, else [N, top]), highest first: of a net that ends in a softmax
    as it gives them, of others after one. With `on=` also `device`, the name of what ran it. A net
    with several inputs takes them as a list or a
    record, as in `outputs`. Packed nets run from their packed form. Where the examples carry names
    of classes, or `names=` says them, also `names`, of the same places as `classes`.

    """ + FileInput.details
  static let group = CommandGroup.get
  static let model = Parameter<Model>("net", "a net, or a packed one")
  static let inputs = Parameter<InferenceInputs>(
    "x", "a tensor [N, ...], one input, the path of a file, or examples")
  static let top = Parameter<Int>("top", "how many classes for each input", default: 1)
  static let batch = Parameter<Int?>(
    "batch", "inputs of one pass; none: 500, or fewer for large images", default: nil)
  static let names = Parameter<ClassNames?>(
    "names", "data with names of its classes, or a list of names", default: nil)
  static let parameters: [any AnyParameter] =
    [model, inputs, top, batch, names, PlaceArgument.on] + FileInput.parameters
  static let examples = [
    Example(
      "n = net([dense(4)], input=[2]); print infer(n, data(\"toy\").test, batch=10).classes.shape",
      prints: "[100]"),
    Example(
      "n = net([dense(4)], input=[2]); print infer(n, tensor([0.5, 1]), top=3).probabilities.shape",
      prints: "[1, 3]"),
    Example(
      """
      heatmap(rand(8, 8), to="/tmp/dcs-image.png"); n = net([flatten, dense(2)], input=[3, 8, 8]); \
      r = infer(n, "/tmp/dcs-image.png", names=["cat", "dog"], size=9, channels="BGR", mean=127.5, \
      scale=1/127.5); print len(r.names)
      """, prints: "1"),
    Example(
      """
      n = net([dense(4)], input=[2]); place = ["cpu", "gpu"][min(1, len(devices()))]; \
      print infer(n, [[1, 2], [3, 4]], on=place).classes.shape
      """, prints: "[2]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let evaluation = try call.evaluation(of: call[Self.model])
    let batch = call[Self.batch] ?? ExamplePass.size(for: evaluation)
    guard (1...1_000_000).contains(batch) else {
      throw call.fault(.value, at: Self.batch, "batch must be between 1 and 1000000, not \(batch)")
    }
    try call.require(Self.top, in: 1...1_000_000)
    try call[Self.inputs].refuseStrangers(FileInput(call), call)
    let (outputs, seconds, count) =
      evaluation.program == nil
      ? try Self.general(evaluation, call) : try Self.batches(evaluation, call, size: batch)
    return try Self.result(outputs, of: evaluation, seconds, count, call)
  }

  private typealias Outputs = (outputs: [TypedTensor], seconds: Double, count: Int)

  /// Examples in batches, of nets from batches to batches.
  private static func batches(_ evaluation: Evaluation, _ call: BoundCall, size: Int) throws
    -> Outputs
  {
    let network = evaluation.network
    guard network.inputs.count == 1 else { return try general(evaluation, call) }
    let inputs = try call.locating(Self.inputs) {
      try call[Self.inputs].examples(for: network, FileInput(call))
    }
    try ShapeCheck.require(inputs.shape, fits: network.inputShape, at: call.span(of: Self.inputs))
    var values = [[Float]](repeating: [], count: network.outputs.count)
    var elapsed = Duration.zero
    for start in stride(from: 0, to: inputs.count, by: size) {
      try call.context.checkInterruption()
      let rows = start..<min(inputs.count, start + size)
      let part = try call.locating(Self.inputs) { try inputs.inputs(at: rows) }
      elapsed += try ContinuousClock().measure {
        for (place, output) in try evaluation.outputs(of: [TypedTensor(part)]).enumerated() {
          values[place] += output.tensor?.values ?? []
        }
      }
    }
    let outputs = zip(network.outputs, values).map { output, values in
      TypedTensor(
        Tensor(shape: [inputs.count] + network.shape(of: output.source), values: values))
    }
    return (outputs, elapsed.seconds, inputs.count)
  }

  /// All inputs at once, of any other net.
  private static func general(_ evaluation: Evaluation, _ call: BoundCall) throws -> Outputs {
    let inputs = try call.locating(Self.inputs) {
      try call[Self.inputs].tensors(for: evaluation.network, FileInput(call))
    }
    var outputs: [TypedTensor] = []
    let elapsed = try ContinuousClock().measure {
      outputs = try call.locating(Self.model) { try evaluation.outputs(of: inputs) }
    }
    return (outputs, elapsed.seconds, inputs.first?.shape.first ?? 1)
  }

  private static func result(
    _ outputs: [TypedTensor], of evaluation: Evaluation, _ seconds: Double, _ count: Int,
    _ call: BoundCall
  ) throws -> Value {
    let network = evaluation.network
    var fields: [(String, Value)] = [
      ("outputs", OutputsCommand.record(outputs, names: network.outputs.map(\.name)))
    ]
    if let scores = scores(outputs[0]) {
      let top = call[Self.top]
      guard top <= scores.shape[1] else {
        throw call.fault(
          .value, at: Self.top, "top must be between 1 and \(scores.shape[1]), not \(top)")
      }
      let names = try Self.names(call, classCount: scores.shape[1])
      fields += classes(scores, network.scores, top: top, names: names)
    } else if let given = ([top, names] as [any AnyParameter]).first(where: { call.isGiven($0) }) {
      throw call.fault(.value, at: given, "the net's first output is no vector of scores")
    }
    if let program = evaluation.program as? DeviceProgram {
      fields.append(("device", .string(program.device.description)))
    }
    fields += [
      ("seconds", .number(seconds)), ("per_second", .number(Double(count) / max(seconds, 1e-12))),
    ]
    return .record(Record(fields))
  }

  /// Those that were given, which must be as many as the classes, or those of the examples.
  private static func names(_ call: BoundCall, classCount: Int) throws -> [String] {
    guard let names = call[Self.names]?.names else { return call[inputs].classNames }
    guard names.count == classCount else {
      throw call.fault(
        .value, at: Self.names, "\(names.count) names for the \(classCount) classes of the net")
    }
    return names
  }

  /// [N, classes] of floats: all that the output has for each input, when that is more than one
  /// number; nil for all else.
  private static func scores(_ output: TypedTensor) -> Tensor? {
    guard let tensor = output.tensor, let count = tensor.shape.first else { return nil }
    let classes = tensor.shape.dropFirst().reduce(1, *)
    return classes > 1 ? tensor.reshaped([count, classes]) : nil
  }

  /// scores: [N, classes]
  private static func classes(
    _ scores: Tensor, _ kind: Network.Scores, top: Int, names: [String]
  ) -> [(String, Value)] {
    let (count, classCount) = (scores.shape[0], scores.shape[1])
    let probabilities =
      switch kind {
      case .logits: SoftmaxCrossEntropy.probabilities(scores)
      case .probabilities: scores
      case .logProbabilities: scores.map { expf($0) }
      }
    var classes: [Float] = []
    var chosen: [Float] = []
    for row in 0..<count {
      let scores = probabilities.values[row * classCount..<(row + 1) * classCount]
      let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(top)
      classes += order.map { Float($0 - scores.startIndex) }
      chosen += order.map { scores[$0] }
    }
    let shape = top == 1 ? [count] : [count, top]
    let words = ClassNames.words(for: classes, among: names)
    return [
      ("classes", TensorValue(Tensor(shape: shape, values: classes), .integer).value),
      ("probabilities", TensorValue(Tensor(shape: shape, values: chosen)).value),
    ] + (names.isEmpty ? [] : [("names", list(words, rows: count, top: top))])
  }

  /// A list of words, or of lists of `top` words.
  private static func list(_ words: [Value], rows: Int, top: Int) -> Value {
    guard top > 1 else { return .list(words) }
    return .list((0..<rows).map { .list(Array(words[$0 * top..<($0 + 1) * top])) })
  }
}

extension Duration {
  fileprivate var seconds: Double {
    Double(components.seconds) + Double(components.attoseconds) * 1e-18
  }
}

/// Examples, or values for a net's inputs.
struct InferenceInputs: ValueConvertible {
  private enum Source: Sendable {
    case values(NetworkInputs)
    case examples(Examples)
  }

  private let source: Source

  static var typeDescription: String {
    "a tensor, the path of a file, a list or record of these, or examples"
  }

  init(_ value: Value) throws {
    if case .object(let examples as Examples) = value {
      source = .examples(examples)
    } else {
      source = .values(try NetworkInputs(value))
    }
  }

  var asValue: Value {
    switch source {
    case .values(let values): values.asValue
    case .examples(let examples): .object(examples)
    }
  }

  /// Of the examples, where they have them.
  var classNames: [String] {
    if case .examples(let examples) = source { examples.classNames } else { [] }
  }

  func refuseStrangers(_ files: FileInput, _ call: BoundCall) throws {
    switch source {
    case .values(let values): try values.refuseStrangers(files, call)
    case .examples:
      guard let given = files.firstGiven else { return }
      throw call.fault(.argument, at: given, "examples are prepared already")
    }
  }

  /// A tensor of one input's shape is one example. The labels of tensors mean nothing.
  func examples(for network: Network, _ files: FileInput) throws -> Examples {
    switch source {
    case .examples(let examples): return examples
    case .values(let values):
      guard let tensor = try values.only(for: network.inputs[0], files)?.tensor else {
        throw Diagnostic(.argument, "the net has one input: give one tensor, or examples")
      }
      let inputs =
        tensor.shape == network.inputShape || tensor.shape.isEmpty
        ? tensor.reshaped([1] + tensor.shape) : tensor
      return Examples(inputs: inputs, labels: [Int32](repeating: 0, count: inputs.shape[0]))
    }
  }

  func tensors(for network: Network, _ files: FileInput) throws -> [TypedTensor] {
    switch source {
    case .values(let values): return try values.tensors(for: network, files)
    case .examples(let examples):
      let inputs = try examples.inputs(at: 0..<examples.count)
      return try NetworkInputs(TensorValue(inputs).value).tensors(for: network, files)
    }
  }
}
