import DeepCompression
import Language

struct PlanCommand: Command {
  static let name = "plan"
  static let summary = "Reads from a sensitivity scan how far each layer can be compressed."
  static let details = """
    For every layer the highest sparsity, or the fewest bits, up to which no drop of the scan
    exceeds `drop`: a record that `prune(sparsity=)` or `quantize(bits=)` takes. A layer that
    exceeds it at once gets sparsity 0, or the most bits that were scanned. The layers were
    compressed one at a time: together they lose more, which retraining brings back (Han et al.
    2015).
    """
  static let group = CommandGroup.compress
  static let scan = Parameter<Table>(
    "scan", "what sensitivity gave: columns layer, sparsity or bits, and drop")
  static let drop = Parameter<Double>(
    "drop", "how much higher the error may be, 0.5% for half a point", default: 0.005)
  static let parameters: [any AnyParameter] = [scan, drop]
  static let examples = [
    Example(
      """
      s = table({layer: ["fc1", "fc1", "fc2", "fc2"], sparsity: [50%, 90%, 50%, 90%], \
      drop: [0, 0.4%, 0.1%, 3%]}); plan(s, drop=0.5%)
      """, prints: "{fc1: 0.9, fc2: 0.5}"),
    Example(
      "plan(table({layer: [\"fc1\", \"fc1\"], bits: [1, 4], drop: [30%, 0.2%]}))",
      prints: "{fc1: 4}"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let table = call[Self.scan]
    let isPruning = table.column("sparsity") != nil
    let columns = try call.locating(Self.scan) {
      try ["layer", isPruning ? "sparsity" : "bits", "drop"].map { try table.existing($0).values }
    }
    let (layers, settings, drops) = try call.locating(Self.scan) {
      (
        try columns[0].map { try String($0) }, try columns[1].map { try Double($0) },
        try columns[2].map { try Double($0) }
      )
    }
    var plan = Record()
    for layer in layers where plan[layer] == nil {
      let points = layers.indices.filter { layers[$0] == layer }.map {
        (setting: settings[$0], drop: drops[$0])
      }
      .sorted { isPruning ? $0.setting < $1.setting : $0.setting > $1.setting }
      let gentlest = isPruning ? 0 : points[0].setting
      plan[layer] = .number(SensitivityPlan.furthest(points, allowed: call[Self.drop]) ?? gentlest)
    }
    return .record(plan)
  }
}
