import Language
import Networks

struct LRNCommand: Command {
  static let name = "lrn"
  static let summary = "Describes local response normalization across channels for net([...])."
  static let details = """
    y[c] = x[c] / (k + alpha / n * sum of x[d]^2 over the n channels around c)^beta (Krizhevsky et
    al. 2012, section 3.3; alpha is divided by n as in Caffe). The defaults are those of Caffe's
    AlexNet.
    """
  static let group = CommandGroup.get
  static let size = Parameter<Int>("n", "channels that are summed over, odd", default: 5)
  static let alpha = Parameter<Double>("alpha", "weight of the sum, at least 0", default: 1e-4)
  static let beta = Parameter<Double>("beta", "exponent, 0 to below 100", default: 0.75)
  static let base = Parameter<Double>("k", "what is added to the sum, above 0", default: 1)
  static let parameters: [any AnyParameter] = [size, alpha, beta, base] + LayerArguments.all
  static let examples = [
    Example("show lrn()", prints: "lrn alpha=0.0001 beta=0.75 k=1 size=5"),
    Example(
      "m = net([lrn(n=3, alpha=3, beta=1, k=2)], input=[1, 1, 1]); print m.output",
      prints: "[1, 1, 1]"),
    Example(
      "show lrn(n=3, from=\"conv1\", name=\"norm1\")",
      prints: "lrn alpha=0.0001 beta=0.75 k=1 size=3"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.size, in: 1...65_535)
    try call.require(Self.alpha, in: 0...999_999)
    try call.require(Self.beta, in: 0...99.9)
    try call.require(Self.base, in: 1e-6...999_999)
    guard call[Self.size] % 2 == 1 else {
      throw call.fault(.value, at: Self.size, "n must be odd, not \(call[Self.size])")
    }
    return call.description(
      LocalResponseNormalization.operation,
      [
        "size": .integers([call[Self.size]]), "alpha": .number(call[Self.alpha]),
        "beta": .number(call[Self.beta]),
        "k": .number(call[Self.base]),
      ])
  }
}
