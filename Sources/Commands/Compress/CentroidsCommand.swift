import Language
import Quantization
import Tensors

struct CentroidsCommand: Command {
  static let name = "centroids"
  static let summary = "Gives the centroids that k-means starts from."
  static let details = """
    The paper's section 3.2 and Figure 4, left: "forgy" draws weights at random, "density" takes the
    weights at equal steps of the cumulative distribution, "linear" equal steps from the smallest
    weight to the largest; "optimal", which the paper does not have, the best clusters there are.
    Zeros are pruned weights and are left out. `quantize` goes on from here.
    """
  static let group = CommandGroup.compress
  static let weights = Parameter<TensorValue>("weights", "a tensor, for instance net.fc1.weight")
  static let bits = Parameter<Int>("bits", "2^bits centroids, 1 to 8", default: 5)
  static let initialization = Parameter<CentroidInitialization>(
    "init", "how they are chosen", default: .linear, choices: CentroidInitialization.words)
  static let parameters: [any AnyParameter] = [weights, bits, initialization]
  static let examples = [
    Example("print(list(centroids([-3, 0, 1, 6], bits=2)))", prints: "[-3, 0, 3, 6]"),
    Example("print(list(centroids(1..8, bits=1, init=\"density\")))", prints: "[3, 7]"),
  ]
  let session: Session

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.bits, in: 1...8)
    let values = call[Self.weights].tensor.finite(skippingZeros: true).values.sorted()
    guard !values.isEmpty else {
      throw call.fault(.value, at: Self.weights, "there is no weight but zeros")
    }
    var random = session.nextRandom()
    let found = call[Self.initialization].centroids(
      1 << call[Self.bits], sorted: values, random: &random)
    return TensorValue(Tensor(shape: [found.count], values: found.map(Float.init))).value
  }
}
