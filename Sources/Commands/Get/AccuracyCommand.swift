import Datasets
import Language
import Networks
import Training

struct AccuracyCommand: Command {
  static let name = "accuracy"
  static let summary = "Gives the fraction of examples whose label is among a net's highest outputs."
  static let details = """
    Packed nets run straight from codebook and positions, decoded once to sparse rows of codes. No dense matrix is made,
    but for layers without shared weights or with more than 65536 of them to an output. Of equal outputs the first
    counts as higher.
    """
  static let group = CommandGroup.get
  static let model = Parameter<Model>("net", "a net, or a packed one")
  static let data = Parameter<Examples>("data", "examples with labels, for instance mnist.test")
  static let top = Parameter<Int>("top", "how many of the highest outputs may be the label", default: 1)
  static let parameters: [any AnyParameter] = [model, data, top]
  static let examples = [
    Example("print accuracy(net([dense(4)], input=[2]), data(\"toy\").test, top=4)", prints: "1")
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.top, in: 1...1_000_000)
    let (network, examples) = (call[Self.model].network, call[Self.data])
    try ShapeCheck.require(network, takes: examples.shape, at: call.span(of: Self.data))
    guard examples.count > 0 else { throw call.fault(.value, at: Self.data, "there are no examples") }
    let metrics = try Metrics(of: network, on: examples, top: call[Self.top]) { _ in
      try call.context.checkInterruption()
    }
    return .number(metrics.accuracy)
  }
}

/// Inputs that a network cannot take are refused before it runs.
enum ShapeCheck {
  static func require(_ network: Network, takes shape: [Int], at span: Span) throws {
    guard shape == network.inputShape else {
      throw Diagnostic(
        .shape, "the net takes inputs of shape \(network.inputShape), not \(shape)", at: span)
    }
  }
}
