import Language
import Networks

struct CompareCommand: Command {
  static let name = "compare"
  static let summary = "Tells how far the weights of two nets are apart, layer by layer."
  static let details =
    """
    Gives a table: largest and root-mean-square difference of weights, largest of biases, \
    equal weights.
    """
  static let group = CommandGroup.look
  static let left = Parameter<Model>("a", "a net, or a packed one")
  static let right = Parameter<Model>("b", "a net of the same shape")
  static let parameters: [any AnyParameter] = [left, right]
  static let examples = [
    Example(
      "n = lenet300(); t = compare(n, n |> quantize(bits=4)); print(max(t.largest) > 0)",
      prints: "true")
  ]

  func run(_ call: BoundCall) throws -> Value {
    let (left, right) = (try call[Self.left].network(), try call[Self.right].network())
    if let missing = right.weightNames.first(where: { left.parameter($0) == nil }) {
      throw call.fault(.shape, at: Self.right, "the nets differ in layer '\(missing)'")
    }
    var rows: [[Value]] = []
    for name in left.weightNames {
      guard let a = left.parameter(name), let b = right.parameter(name),
        a.weights.shape == b.weights.shape,
        a.bias?.count == b.bias?.count
      else { throw call.fault(.shape, at: Self.right, "the nets differ in layer '\(name)'") }
      rows.append(Self.row(name, a, b))
    }
    return .object(
      ReportTables.table(
        "Differences", ["layer", "largest", "rms", "bias", "equal"], rows,
        formats: [nil, nil, nil, nil, ".2%"]))
  }

  private static func row(_ name: String, _ a: LayerParameter, _ b: LayerParameter) -> [Value] {
    let differences = zip(a.weights.tensor.values, b.weights.tensor.values).map {
      Double($0) - Double($1)
    }
    let count = Double(max(1, differences.count))
    let biases = zip(a.bias?.values ?? [], b.bias?.values ?? []).map {
      abs(Double($0) - Double($1))
    }
    return [
      .string(name), .number(differences.map(abs).max() ?? 0),
      .number((differences.reduce(0) { $0 + $1 * $1 } / count).squareRoot()),
      .number(biases.max() ?? 0),
      .number(Double(differences.filter { $0 == 0 }.count) / count),
    ]
  }
}
