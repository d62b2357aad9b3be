import Datasets
import DeepCompression
import Language
import Networks
import Quantization
import Tensors

/// Inputs that show what a net reads: examples, a data set, or values for the net's inputs.
struct CalibrationArgument: ValueConvertible {
  private enum Source: Sendable {
    case values(NetworkInputs)
    case examples(Examples)
    case dataset(Dataset)
  }

  private let source: Source
  let asValue: Value

  static var typeDescription: String {
    "a data set, examples, a tensor, the path of a file, or a list or record of these"
  }

  init(_ value: Value) throws {
    asValue = value
    switch value {
    case .object(let examples as Examples): source = .examples(examples)
    case .object(let dataset as Dataset): source = .dataset(dataset)
    default: source = .values(try NetworkInputs(value))
    }
  }

  /// Of a data set.
  var dataset: Dataset? { if case .dataset(let dataset) = source { dataset } else { nil } }

  private var hasClasses: Bool {
    switch source {
    case .values: false
    case .examples(let examples): examples.targetShape == nil
    case .dataset(let data): data.train.targetShape == nil && data.test.targetShape == nil
    }
  }

  /// What outputs are compared by: a softmax says that the net is a classifier, and so do labels
  /// where the net gives a vector; feature maps are none, whatever the photographs show.
  func divergence(for network: Network) -> OutputDivergence {
    let isClassifier = hasClasses && network.givesVector
    return network.scores != .logits || isClassifier ? .classification(network.scores) : .squares
  }

  /// Whether a number of inputs to look at counts: values are all looked at.
  var takesLimit: Bool { if case .values = source { false } else { true } }

  /// Inputs to look at, and others to judge with: of a data set its training and its validation
  /// examples, of all else every other batch. Where the judges choose nothing, every fifth batch,
  /// and a data set without validation examples has its test examples for that.
  func parts(for network: Network, limit: Int, judgesChoose: Bool, _ call: BoundCall) throws -> (
    choosing: CalibrationBatches, judging: CalibrationBatches
  ) {
    let every = judgesChoose ? 2 : 5
    let both = limit + limit / (every - 1)
    switch source {
    case .values(let values):
      return CalibrationBatches(
        try values.tensors(for: network, FileInput()), for: network
      ).split(judging: every)
    case .examples(let examples):
      try ShapeCheck.require(examples.shape, fit: network, at: call.span)
      return try CalibrationBatches(examples, limit: both, for: network).split(judging: every)
    case .dataset(let data):
      let parts = [data.train, data.valid, data.test].filter { $0.count > 0 }
      guard let first = parts.first else {
        throw Diagnostic(.value, "the data set has no examples", at: call.span)
      }
      try ShapeCheck.require(first.shape, fit: network, at: call.span)
      let judges = data.valid.count > 0 || judgesChoose ? data.valid : data.test
      guard data.train.count > 0, judges.count > 0 else {
        return try CalibrationBatches(first, limit: both, for: network).split(judging: every)
      }
      return (
        try CalibrationBatches(data.train, limit: limit, for: network),
        try CalibrationBatches(judges, limit: limit, for: network)
      )
    }
  }

  /// All inputs to look at.
  func batches(for network: Network, limit: Int, _ call: BoundCall) throws -> CalibrationBatches {
    switch source {
    case .values(let values):
      return CalibrationBatches(try values.tensors(for: network, FileInput()), for: network)
    case .examples(let examples):
      try ShapeCheck.require(examples.shape, fit: network, at: call.span)
      return try CalibrationBatches(examples, limit: limit, for: network)
    case .dataset(let data):
      let examples = data.train.count > 0 ? data.train : data.test
      try ShapeCheck.require(examples.shape, fit: network, at: call.span)
      return try CalibrationBatches(examples, limit: limit, for: network)
    }
  }
}
