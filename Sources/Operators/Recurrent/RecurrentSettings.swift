import Tensors

/// What LSTM, GRU and RNN nodes have in common.
struct RecurrentSettings: Sendable {
  let hiddenSize: Int?
  /// For each direction whether it goes from the end to the start.
  let reverses: [Bool]
  let clip: Float?
  /// [batch, length, ...] instead of [length, batch, ...].
  let isBatchFirst: Bool
  /// For each direction its functions.
  let activations: [[RecurrentActivation]]

  init(_ node: inout OperatorNode, activations defaults: [RecurrentActivation])
    throws(OperatorError)
  {
    hiddenSize = try node.integer("hidden_size")
    switch try node.word("direction", of: ["forward", "reverse", "bidirectional"]) {
    case "forward": reverses = [false]
    case "reverse": reverses = [true]
    default: reverses = [false, true]
    }
    clip = try node.number("clip")
    if let clip, !(clip > 0) { throw OperatorError("clip=\(clip) is not positive") }
    isBatchFirst = try node.flag("layout")
    activations = try Self.activations(&node, defaults, directions: reverses.count)
  }

  /// Alphas and betas are for those functions that have them, in order.
  private static func activations(
    _ node: inout OperatorNode, _ defaults: [RecurrentActivation], directions: Int
  ) throws(OperatorError) -> [[RecurrentActivation]] {
    var alphas = (try node.numbers("activation_alpha") ?? [])[...]
    var betas = (try node.numbers("activation_beta") ?? [])[...]
    guard let names = try node.texts("activations"), !names.isEmpty else {
      return Array(repeating: defaults, count: directions)
    }
    guard names.count == defaults.count * directions else {
      throw OperatorError(
        "there are \(names.count) activations, not \(defaults.count * directions)")
    }
    var all: [RecurrentActivation] = []
    for name in names {
      let plain = try RecurrentActivation(name)
      all.append(
        try RecurrentActivation(
          name, alpha: plain.hasAlpha ? alphas.popFirst() : nil,
          beta: plain.hasBeta ? betas.popFirst() : nil))
    }
    return (0..<directions).map { Array(all[$0 * defaults.count..<($0 + 1) * defaults.count]) }
  }

  func clipped<Real: RealElement>(_ x: Real) -> Real {
    guard let clip else { return x }
    return max(-Real(clip), min(Real(clip), x))
  }
}
