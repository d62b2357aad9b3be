import Datasets
import Inference
import Language
import Networks
import Tensors
import Training

/// What a function of the script makes of a net's outputs to all examples: for nets whose answers
/// are neither a class nor numbers to compare one by one, such as boxes or sequences.
enum OutputMetric {
  static let parameter = Parameter<FunctionArgument?>(
    "metric", "fn(outputs, y) that judges with one number; none: as said above", default: nil)

  /// `function` is called once, with the outputs (a record of them when there are several) and
  /// what the examples say they should be. `name` is the command's.
  static func value(
    _ function: FunctionArgument, name: String, of evaluation: Evaluation, on examples: Examples,
    _ call: BoundCall
  ) throws -> Value {
    let outputs = try call.locating(AccuracyCommand.data) {
      try self.outputs(of: evaluation, on: examples, call.monitor(name, in: "examples"))
    }
    let given = OutputsCommand.value(outputs, names: evaluation.network.outputs.map(\.name))
    guard let wanted = try examples.field("y") else { preconditionFailure("examples have a y") }
    return try call.locating(parameter) {
      .number(
        try Double(try call.context.invoke(function.callable, [given, wanted], at: call.span)))
    }
  }

  private static func outputs(
    of evaluation: Evaluation, on examples: Examples, _ monitor: WorkMonitor<WorkDone>
  ) throws -> [TypedTensor] {
    let fixed = evaluation.network.inputs.first?.type.extents.first?.number
    let size = fixed ?? Metrics.batchSize(for: evaluation)
    guard examples.count % (fixed ?? 1) == 0 else {
      throw Diagnostic(
        .shape, "the net takes \(size) examples at a time, and \(examples.count) are no multiple")
    }
    var parts = [[TypedTensor]](repeating: [], count: evaluation.network.outputs.count)
    for start in stride(from: 0, to: examples.count, by: size) {
      let positions = start..<min(start + size, examples.count)
      let inputs = TypedTensor(try examples.inputs(at: positions))
      for (place, output) in try evaluation.outputs(of: [inputs]).enumerated() {
        parts[place].append(output)
      }
      try monitor.tell(WorkDone(positions.upperBound, of: examples.count))
    }
    return try parts.map {
      guard let whole = TypedTensor(rowsOf: $0) else {
        throw Diagnostic(
          .shape, "outputs of several batches have other shapes and make no tensor",
          hint: "metric= of fewer examples, for instance data[0:10], which fit one batch")
      }
      return whole
    }
  }
}
