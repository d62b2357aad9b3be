import DeepCompression
import Language
import Networks

struct FactorizeCommand: Command {
  static let name = "factorize"
  static let summary = "Replaces layers by two thinner ones each: low-rank approximation by SVD."
  static let details = """
    W is replaced by the product of a matrix with `rank` columns and one with `rank` rows that is
    nearest to it (Eckart and Young 1936), the method that the paper compares with (Figure 6, Table
    7: Denton et al. 2014). fc1 becomes fc1_in, without biases, and fc1_out; a convolution becomes
    one with `rank` outputs and one of 1x1. It saves parameters while rank is below outputs x inputs
    / (outputs + inputs). The net stays dense: `train` trains it on.
    """
  static let group = CommandGroup.compress
  static let network = Parameter<Network>("net", "a dense net")
  static let rank = Parameter<PerLayer<Int>>(
    "rank", "singular values that are kept; layers without one stay")
  static let only = Parameter<LayerSelection?>("only", "layers to replace", default: nil)
  static let except = Parameter<LayerSelection?>(
    "except", "layers to leave as they are", default: nil)
  static let parameters: [any AnyParameter] = [network, rank, only, except]
  static let examples = [
    Example(
      "n = lenet300() |> factorize(rank={fc1: 20, fc2: 10}); print n.layers",
      prints: "[\"fc1_in\", \"fc1_out\", \"fc2_in\", \"fc2_out\", \"fc3\"]"),
    Example(
      "n = lenet5() |> factorize(rank=4, only=\"conv*\", except=\"conv1\"); print n.conv2_in.shape",
      prints: "[4, 20, 5, 5]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let network = try FoldCommand.folded(call[Self.network], call)
    let names = try call.layers(of: network, only: Self.only, except: Self.except)
    let ranks = try call.locating(Self.rank) {
      try call[Self.rank].resolved(for: network.weightNames)
    }
    return .object(
      try call.locating(by: Self.argumentAtFault) { () throws(FactorizationError) in
        try network.factorized(ranks: ranks.filter { names.contains($0.key) })
      })
  }

  private static func argumentAtFault(_ error: FactorizationError) -> any AnyParameter {
    if case .rankOutOfRange = error { return rank }
    return network
  }
}
