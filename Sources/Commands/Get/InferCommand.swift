import Datasets
import Language
import Networks
import Tensors
import Training

struct InferCommand: Command {
  static let name = "infer"
  static let summary = "Runs a net on inputs and gives classes, probabilities and the time it took."
  static let details = """
    Gives a record: `classes` and `probabilities` ([N] for top=1, else [N, top]), highest first;
    `seconds` for all inputs and `per_second`, without the time in which images are read and
    decoded. Packed nets run from their packed form, as in `accuracy`.
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
    let program = try call[Self.model].program()
    let batch = call[Self.batch] ?? Metrics.batchSize(for: program)
    guard (1...1_000_000).contains(batch) else {
      throw call.fault(.value, at: Self.batch, "batch must be between 1 and 1000000, not \(batch)")
    }
    try call.require(Self.top, in: 1...max(1, program.outputShape.reduce(1, *)))
    let inputs = call[Self.inputs].examples(of: program.inputShape)
    try ShapeCheck.require(inputs.shape, fits: program.inputShape, at: call.span(of: Self.inputs))
    var outputs: [Float] = []
    var elapsed = Duration.zero
    for rows in Self.batches(inputs.count, size: batch) {
      try call.context.checkInterruption()
      let part = try call.locating(Self.inputs) { try inputs.inputs(at: rows) }
      elapsed += try ContinuousClock().measure {
        outputs += try program.outputs(of: part).values
      }
    }
    let logits = Tensor(shape: [inputs.count, program.outputShape.reduce(1, *)], values: outputs)
    return Self.result(logits, top: call[Self.top], elapsed: elapsed)
  }

  private static func batches(_ count: Int, size: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: size).map { $0..<min(count, $0 + size) }
  }

  /// logits: [N, classes]
  private static func result(_ logits: Tensor, top: Int, elapsed: Duration) -> Value {
    let (count, classCount) = (logits.shape[0], logits.shape[1])
    let probabilities = SoftmaxCrossEntropy.probabilities(logits)
    var classes: [Float] = []
    var chosen: [Float] = []
    for row in 0..<count {
      let scores = probabilities.values[row * classCount..<(row + 1) * classCount]
      let order = scores.indices.sorted { (scores[$1], $0) < (scores[$0], $1) }.prefix(top)
      classes += order.map { Float($0 - scores.startIndex) }
      chosen += order.map { scores[$0] }
    }
    let shape = top == 1 ? [count] : [count, top]
    let seconds =
      Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) * 1e-18
    return .record(
      Record([
        ("classes", TensorValue(Tensor(shape: shape, values: classes), .integer).value),
        ("probabilities", TensorValue(Tensor(shape: shape, values: chosen)).value),
        ("seconds", .number(seconds)), ("per_second", .number(Double(count) / max(seconds, 1e-12))),
      ]))
  }
}

/// Tensors or examples.
struct InferenceInputs: ValueConvertible {
  private enum Source: Sendable {
    case tensor(TensorValue)
    case examples(Examples)
  }

  private let source: Source

  static var typeDescription: String { "a tensor or examples" }

  init(_ value: Value) throws {
    if case .object(let examples as Examples) = value {
      source = .examples(examples)
    } else {
      source = .tensor(try TensorValue(value))
    }
  }

  var asValue: Value {
    switch source {
    case .tensor(let tensor): tensor.value
    case .examples(let examples): .object(examples)
    }
  }

  /// A tensor of one input's shape is one example. The labels of tensors mean nothing.
  func examples(of inputShape: [Int]) -> Examples {
    switch source {
    case .examples(let examples): return examples
    case .tensor(let value):
      let tensor = value.tensor
      let inputs =
        tensor.shape == inputShape || tensor.shape.isEmpty
        ? tensor.reshaped([1] + tensor.shape) : tensor
      return Examples(inputs: inputs, labels: [Int32](repeating: 0, count: inputs.shape[0]))
    }
  }
}
