import Datasets
import Language
import Networks
import Training

struct ErrorCommand: Command {
  static let name = "error"
  static let summary = "Tells how far a net is from what it shall say."
  static let details = """
    For examples with classes the fraction that is wrong, 1 - accuracy; for examples with numbers
    the mean of (output - target)^2 over all outputs, as `train(..., loss="mse")` makes it small.
    `metric=fn(outputs, y) {...}` judges otherwise: it gets the outputs to all examples (a record of
    them when there are several) and what they should be, and gives a number.
    """
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = [
    AccuracyCommand.model, AccuracyCommand.data, OutputMetric.parameter,
  ]
  static let examples = [
    Example("t = data(\"toy\"); n = net([dense(4)], input=[2]); print(error(n, t.test) <= 1)"),
    Example(
      """
      d = dataset([[1, 2], [3, 4]], [[1], [3]], kind="numbers", test=0); \
      n = net([dense(1)], input=[2]); e = outputs(n, d.train.x) - d.train.y; \
      print(near(error(n, d.train), mean(e * e), relative=1e-3))
      """, prints: "true"),
    Example(
      """
      d = dataset([[1, 2], [3, 4]], [[1], [3]], kind="numbers", test=0); \
      n = net([dense(1)], input=[2]); worst = fn(outputs, y) { max(abs(outputs - y)) }; \
      print(error(n, d.train, metric=worst) == max(abs(outputs(n, d.train.x) - d.train.y)))
      """, prints: "true"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let (model, examples) = (call[AccuracyCommand.model], call[AccuracyCommand.data])
    let evaluation = try model.evaluation()
    try ShapeCheck.require(
      examples.shape, fit: evaluation.network, at: call.span(of: AccuracyCommand.data))
    guard examples.count > 0 else {
      throw call.fault(.value, at: AccuracyCommand.data, "there are no examples")
    }
    if let metric = call[OutputMetric.parameter] {
      return try OutputMetric.value(metric, name: Self.name, of: evaluation, on: examples, call)
    }
    return .number(
      try call.locating(AccuracyCommand.data) {
        let monitor = call.monitor("error", in: "examples")
        return examples.targetShape == nil
          ? try Metrics(of: evaluation, on: examples, monitor: monitor).error
          : try Regression(of: evaluation, on: examples, monitor: monitor).meanSquare
      })
  }
}
