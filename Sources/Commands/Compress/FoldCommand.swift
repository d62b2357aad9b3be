import Language
import Networks

struct FoldCommand: Command {
  static let name = "fold"
  static let summary = "Merges batch normalization into the layers before it."
  static let details = """
    A convolution or fully connected layer followed by `batchnorm` becomes one layer: its weights
    are multiplied by scale / sqrt(variance + epsilon), a row each, and its biases take the rest.
    Predictions stay the same but for rounding. Normalization that follows anything else stays.
    `prune` and `quantize` fold first: what they compress is what inference multiplies by.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<Network>("net", "a dense or pruned net")
  static let parameters: [any AnyParameter] = [network]
  static let examples = [
    Example(
      "m = net([dense(8), batchnorm, relu, dense(4)], input=[2]); f = fold(m); print f.parameters",
      prints: "60")
  ]

  func run(_ call: BoundCall) throws -> Value {
    let network = call[Self.network]
    let folded = try network.foldingBatchNormalization()
    let rest = folded.nodes.filter { $0.layer is BatchNormalization }.map(\.name)
    if !rest.isEmpty {
      call.context.emit(
        .note(
          """
          fold: \(rest.joined(separator: ", ")) cannot be merged: no weights of floats come right \
          before
          """
        ))
    }
    return .object(folded)
  }

  /// What commands of compression do first; says so when it changes the net.
  static func folded(_ network: Network, _ call: BoundCall) throws -> Network {
    let folded = try network.foldingBatchNormalization()
    let left = Set(folded.nodes.map(\.name))
    let gone = network.nodes.map(\.name).filter { !left.contains($0) }
    if !gone.isEmpty {
      call.context.emit(.note("\(gone.joined(separator: ", ")) folded into the layer before"))
    }
    return folded
  }
}
