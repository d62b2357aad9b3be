import Datasets
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
    as it gives them, of others after one. A net with several inputs takes them as a list or a
    record, as in `outputs`. Packed nets run from their packed form.
    """
  static let group = CommandGroup.get
  static let model = Parameter<Model>("net", "a net, or a packed one")
  static let inputs = Parameter<InferenceInputs>("x", "a tensor [N, ...], one input, or examples")
  static let top = Parameter<Int>("top", "how many classes for each input", default: 1)
  static let batch = Parameter<Int?>(
    "batch", "inputs of one pass; none: 500, or fewer for large images", default: nil)
  static let parameters: [any AnyParameter] = [model, inputs, top, batch]
  static let examples = [
    Example(
      "n = net([dense(4)], input=[2]); print infer(n, data(\"toy\").test, batch=10).classes.shape",
      prints: "[100]"),
    Example(
      "n = net([dense(4)], input=[2]); print infer(n, tensor([0.5, 1]), top=3).probabilities.shape",
      prints: "[1, 3]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let evaluation = try call[Self.model].evaluation()
    let batch = call[Self.batch] ?? Metrics.batchSize(for: evaluation)
    guard (1...1_000_000).contains(batch) else {
      throw call.fault(.value, at: Self.batch, "batch must be between 1 and 1000000, not \(batch)")
    }
    try call.require(Self.top, in: 1...1_000_000)
    let (outputs, seconds, count) =
      evaluation.program == nil
      ? try Self.general(evaluation, call) : try Self.batches(evaluation, call, size: batch)
    return try Self.result(outputs, of: evaluation.network, seconds, count, call)
  }

  private typealias Outputs = (outputs: [TypedTensor], seconds: Double, count: Int)

  /// Examples in batches, of nets from batches to batches.
  private static func batches(_ evaluation: Evaluation, _ call: BoundCall, size: Int) throws
    -> Outputs
  {
    let network = evaluation.network
    guard network.inputs.count == 1 else { return try general(evaluation, call) }
    let inputs = try call.locating(Self.inputs) {
      try call[Self.inputs].examples(of: network.inputShape)
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
      try call[Self.inputs].tensors(for: evaluation.network)
    }
    var outputs: [TypedTensor] = []
    let elapsed = try ContinuousClock().measure {
      outputs = try call.locating(Self.model) { try evaluation.outputs(of: inputs) }
    }
    return (outputs, elapsed.seconds, inputs.first?.shape.first ?? 1)
  }

  private static func result(
    _ outputs: [TypedTensor], of network: Network, _ seconds: Double, _ count: Int,
    _ call: BoundCall
  ) throws -> Value {
    var fields: [(String, Value)] = [
      ("outputs", OutputsCommand.record(outputs, names: network.outputs.map(\.name)))
    ]
    if let scores = scores(outputs[0]) {
      let top = call[Self.top]
      guard top <= scores.shape[1] else {
        throw call.fault(
          .value, at: Self.top, "top must be between 1 and \(scores.shape[1]), not \(top)")
      }
      fields += classes(scores, network.scores, top: top)
    } else if call.isGiven(Self.top) {
      throw call.fault(.value, at: Self.top, "the net's first output is no vector of scores")
    }
    fields += [
      ("seconds", .number(seconds)), ("per_second", .number(Double(count) / max(seconds, 1e-12))),
    ]
    return .record(Record(fields))
  }

  /// [N, classes] of floats: all that the output has for each input, when that is more than one
  /// number; nil for all else.
  private static func scores(_ output: TypedTensor) -> Tensor? {
    guard let tensor = output.tensor, let count = tensor.shape.first else { return nil }
    let classes = tensor.shape.dropFirst().reduce(1, *)
    return classes > 1 ? tensor.reshaped([count, classes]) : nil
  }

  /// scores: [N, classes]
  private static func classes(_ scores: Tensor, _ kind: Network.Scores, top: Int)
    -> [(String, Value)]
  {
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
    return [
      ("classes", TensorValue(Tensor(shape: shape, values: classes), .integer).value),
      ("probabilities", TensorValue(Tensor(shape: shape, values: chosen)).value),
    ]
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
  private let tensor: TensorValue?

  static var typeDescription: String { "a tensor, a list or record of tensors, or examples" }

  init(_ value: Value) throws {
    if case .object(let examples as Examples) = value {
      (source, tensor) = (.examples(examples), nil)
    } else {
      source = .values(try NetworkInputs(value))
      tensor = try? TensorValue(value)
    }
  }

  var asValue: Value {
    switch source {
    case .values(let values): values.asValue
    case .examples(let examples): .object(examples)
    }
  }

  /// A tensor of one input's shape is one example. The labels of tensors mean nothing.
  func examples(of inputShape: [Int]) throws -> Examples {
    if case .examples(let examples) = source { return examples }
    guard let tensor = tensor?.tensor else {
      throw Diagnostic(.argument, "the net has one input: give one tensor, or examples")
    }
    let inputs =
      tensor.shape == inputShape || tensor.shape.isEmpty
      ? tensor.reshaped([1] + tensor.shape) : tensor
    return Examples(inputs: inputs, labels: [Int32](repeating: 0, count: inputs.shape[0]))
  }

  func tensors(for network: Network) throws -> [TypedTensor] {
    switch source {
    case .values(let values): return try values.tensors(for: network)
    case .examples(let examples):
      let inputs = try examples.inputs(at: 0..<examples.count)
      return try NetworkInputs(TensorValue(inputs).value).tensors(for: network)
    }
  }
}
