import Datasets
import Language
import Networks
import Training

struct AccuracyCommand: Command {
  static let name = "accuracy"
  static let summary =
    "Gives the fraction of examples whose label is among a net's highest outputs."
  static let details = """
    Packed nets run straight from codebook and positions, decoded once to sparse rows of codes. No
    dense matrix is made, but for layers without shared weights or with more than 65536 of them to
    an output. Of equal outputs the first counts as higher. `top=[1, 5]` gives a list, top-1 and
    top-5 accuracy of one pass. `metric=fn(outputs, y) {...}` judges otherwise: it gets the outputs
    to all examples (a record of them when there are several) and `data.y`, and gives a number. For
    examples with numbers there is `error`.
    """
  static let group = CommandGroup.get
  static let model = Parameter<Model>("net", "a net, or a packed one")
  static let data = Parameter<Examples>("data", "examples with labels, for instance mnist.test")
  static let top = Parameter<OneOrMore<Int>>(
    "top", "how many of the highest outputs may be the label, or a list of such numbers",
    default: OneOrMore([1]))
  static let parameters: [any AnyParameter] = [
    model, data, top, OutputMetric.parameter, PlaceArgument.on,
  ]
  static let examples = [
    Example("print accuracy(net([dense(4)], input=[2]), data(\"toy\").test, top=4)", prints: "1"),
    Example(
      "print len(accuracy(net([dense(4)], input=[2]), data(\"toy\").test, top=[1, 2]))", prints: "2"
    ),
    Example(
      """
      n = net([dense(4)], input=[2]); place = ["cpu", "gpu"][min(1, len(devices()))]; \
      accuracy(n, data("toy").test, on=place) == accuracy(n, data("toy").test)
      """, prints: "true"),
    Example(
      """
      n = net([dense(4)], input=[2]); t = data("toy").test; \
      own = fn(outputs, y) { mean(outputs[0:len(y), 0] > outputs[0:len(y), 1]) }; \
      print(accuracy(n, t, metric=own) <= 1)
      """, prints: "true"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let depths = call[Self.top].elements
    if let stranger = depths.first(where: { !(1...1_000_000).contains($0) }) {
      throw call.fault(.value, at: Self.top, "top must be between 1 and 1000000, not \(stranger)")
    }
    let (model, examples) = (call[Self.model], call[Self.data])
    let evaluation = try call.evaluation(of: model, warningAs: Self.name)
    try ShapeCheck.require(examples.shape, fit: evaluation.network, at: call.span(of: Self.data))
    guard examples.count > 0 else {
      throw call.fault(.value, at: Self.data, "there are no examples")
    }
    if let metric = call[OutputMetric.parameter] {
      return try OutputMetric.value(metric, name: Self.name, of: evaluation, on: examples, call)
    }
    guard examples.targetShape == nil else {
      throw call.fault(
        .shape, at: Self.data, "\(TrainingError.noClasses)",
        hint: "error(net, data) tells how far the outputs are from them")
    }
    let metrics = try call.locating(Self.data) {
      try Metrics(
        of: evaluation, on: examples, monitor: call.monitor("accuracy", in: "examples"))
    }
    let accuracies = depths.map { Value.number(metrics.accuracy(top: $0)) }
    return call[Self.top].isList ? .list(accuracies) : accuracies[0]
  }
}

/// Inputs that a network cannot take are refused before it runs.
enum ShapeCheck {
  /// The same for a net whose input may have open extents.
  static func require(_ shape: [Int], fit network: Network, at span: Span) throws {
    let type = network.inputs[0].type
    guard network.inputs.count == 1, type.isKnown else { return }
    let extents = type.extents.dropFirst()
    guard extents.count == shape.count, zip(extents, shape).allSatisfy({ $0.number ?? $1 == $1 })
    else {
      throw Diagnostic(
        .shape,
        "the net takes inputs of shape [\(extents.map(\.description).joined(separator: ", "))], "
          + "not \(shape)", at: span, hint: hint(shape, extents.compactMap(\.number)))
    }
  }

  static func require(_ shape: [Int], fits inputShape: [Int], at span: Span) throws {
    guard shape == inputShape else {
      throw Diagnostic(
        .shape, "the net takes inputs of shape \(inputShape), not \(shape)", at: span,
        hint: hint(shape, inputShape))
    }
  }

  /// The same numbers in another form: images that are flat, or flat ones that should be images.
  private static func hint(_ shape: [Int], _ wanted: [Int]) -> String? {
    guard shape != wanted, shape.reduce(1, *) == wanted.reduce(1, *) else { return nil }
    return "data(..., images=\(wanted.count > 1)) gives inputs of the other form"
  }
}
