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
    var parts = [[TypedTensor]](repeating: [], count: evaluation.network.outputs.count)
    try evaluation.forEachPass(over: examples, monitor: monitor) { inputs, _ in
      for (place, output) in try evaluation.allOutputs(of: inputs).enumerated() {
        parts[place].append(output)
      }
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
