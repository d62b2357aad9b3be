import DeepCompression
import Inference
import Language
import Networks
import Tensors

struct CompareCommand: Command {
  static let name = "compare"
  static let summary = "Tells how far two nets are apart: their weights, or what they answer."
  static let details =
    """
    Gives a table, layer by layer: largest and root-mean-square difference of weights, largest of
    biases, equal weights. With `data` a record of what the second net answers beside the first:
    `divergence`, of classifiers the mean Kullback-Leibler divergence in nats, of others the squares
    of the difference over those of the outputs; `drop`, of classifiers the mean of p(own answer) -
    p(other answer) by the first net's probabilities, of others the relative error; `agreement`, the
    fraction of equal answers; and, where there are labels, `dense_error` and `error` of the two.
    """
  static let group = CommandGroup.look
  static let left = Parameter<Model>("a", "a net, or a packed one")
  static let right = Parameter<Model>("b", "a net of the same shape")
  static let data = Parameter<CalibrationArgument?>(
    "data", "inputs on which outputs are compared instead of weights", default: nil)
  static let parameters: [any AnyParameter] = [left, right, data]
  static let examples = [
    Example(
      "n = lenet300(); t = compare(n, n |> quantize(bits=4)); print(max(t.largest) > 0)",
      prints: "true"),
    Example(
      """
      n = net([dense(4)], input=[2]); q = quantize(n, bits=8); \
      print(compare(n, q, data=data("toy").test).agreement > 50%)
      """, prints: "true"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    if let data = call[Self.data] { return try Self.outputs(on: data, call) }
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

  private static func outputs(on data: CalibrationArgument, _ call: BoundCall) throws -> Value {
    let evaluations = [try call[left].evaluation(), try call[right].evaluation()]
    let network = evaluations[0].network
    let batches = try call.locating(Self.data) {
      try data.batches(for: network, limit: .max, call)
    }
    let monitor = call.monitor("compare", in: "batches", isTimed: true)
    var outputs: [[[TypedTensor]]] = [[], []]
    for (number, batch) in batches.batches.enumerated() {
      for place in 0..<2 {
        outputs[place].append(
          try call.locating(place == 0 ? left : right) {
            try evaluations[place].outputs(of: batch)
          })
      }
      try monitor.tell(WorkDone(number + 1, of: batches.batches.count))
    }
    let found = OutputComparison(
      outputs[0], outputs[1], data.divergence(for: network), labels: batches.labels)
    let numbers: [(String, Double?)] = [
      ("divergence", found.divergence), ("drop", found.drop), ("agreement", found.agreement),
      ("dense_error", found.denseError), ("error", found.error),
    ]
    return .record(Record(numbers.compactMap { name, value in value.map { (name, .number($0)) } }))
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
