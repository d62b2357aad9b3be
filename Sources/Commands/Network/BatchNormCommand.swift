import Language
import Networks

struct BatchNormCommand: Command {
  static let name = "batchnorm"
  static let summary = "Describes batch normalization of channels or units for net([...])."
  static let details = """
    y = scale (x - mean) / sqrt(variance + epsilon) + shift, one of each a channel of images or a
    unit (Ioffe and Szegedy 2015). Training normalizes by the batch's own mean and variance and
    trains scale and shift; afterwards the running means count: `rate` of the last batch and 1 -
    `rate` of what was before. `fold` merges the layer into the one before it; `prune` and
    `quantize` do so first.
    """
  static let group = CommandGroup.get
  static let epsilon = Parameter<Double>(
    "epsilon", "keeps the root from zero, above 0", default: 1e-5)
  static let rate = Parameter<Double>(
    "rate", "share of the last batch in the running means, 0 to 1", default: 0.1)
  static let parameters: [any AnyParameter] = [epsilon, rate] + LayerArguments.all
  static let examples = [
    Example("show batchnorm()", prints: "batchnorm epsilon=0.00001 rate=0.1"),
    Example(
      """
      m = net([conv(4, 3), batchnorm(epsilon=1e-3, rate=20%), relu], input=[1, 5, 5]); \
      print m.batchnorm1.scale.values
      """,
      prints: "[1, 1, 1, 1]"),
    Example(
      "show batchnorm(from=\"conv1\", name=\"bn1\")", prints: "batchnorm epsilon=0.00001 rate=0.1"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.epsilon, in: 1e-12...0.999_999)
    try call.require(Self.rate, in: 0...1)
    return call.description(
      BatchNormalization.operation,
      ["epsilon": .number(call[Self.epsilon]), "rate": .number(call[Self.rate])])
  }
}
