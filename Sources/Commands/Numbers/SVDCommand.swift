import Language
import Tensors

struct SVDCommand: Command {
  static let name = "svd"
  static let summary = "Singular values of a matrix, with their vectors."
  static let details = """
    A = u diag(s) v^T with orthonormal columns in u and v and s falling, by LAPACK's sgesdd in 32
    bits: for A [m, n] u is [m, k], s [k] and v [n, k], k = min(m, n). The largest entry of every
    column of u is positive. `factorize` uses it to make layers thinner.
    """
  static let group = CommandGroup.numbers
  static let operand = Parameter<TensorValue>("x", "a matrix of finite numbers")
  static let parameters: [any AnyParameter] = [operand]
  static let examples = [
    Example("near(svd(tensor([[3, 0], [0, -5]])).s, tensor([5, 3]))", prints: "true"),
    Example(
      "a = randn(4, 6); d = svd(a); near(d.u * d.s @ transpose(d.v), a, absolute=1e-5)",
      prints: "true"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let decomposed = try call.locating(Self.operand) {
      try SingularValues(of: call[Self.operand].tensor)
    }
    return .record(
      Record([
        ("u", TensorValue(decomposed.u).value),
        (
          "s",
          TensorValue(Tensor(shape: [decomposed.values.count], values: decomposed.values)).value
        ),
        ("v", TensorValue(decomposed.vTransposed.transposed()).value),
      ]))
  }
}
