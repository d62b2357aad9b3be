import Language

struct SweepCommand: Command {
  static let name = "sweep"
  static let summary = "Calls a function for every combination of settings and collects a table."
  static let details = """
    `over` names the settings and lists their values; the function gets one value of each, in that
    order, the last setting changing fastest. What it gives is a column `result`, or a column a
    field when it gives records. Every call draws random numbers of its own, which depend on the
    seed and the number of the combination alone.

    With `to` each result is added to a `.csv` file as soon as it is there; a sweep that was cut
    off goes on from there. `shard="3/8"` computes every eighth combination, the third among them:
    eight jobs, each with its own `shard`, write to one file or to eight, which `join` makes one
    table of. A last `sweep` to the one file reads all. Under `mpirun` the combinations are shared
    out among the ranks, each to the one that is free.
    """
  static let group = CommandGroup.compress
  static let function = Parameter<FunctionArgument>(
    "function", "called with one value of each setting")
  static let over = Parameter<Record>(
    "over", "lists or ranges of values by the name of the setting")
  static let title = Parameter<String?>("title", "shown above the table", default: nil)
  static let shard = Parameter<Shard?>(
    "shard", "which part of the combinations is computed here", default: nil)
  static let to = Parameter<String?>(
    "to", "a .csv file that keeps the results, and has those of an earlier run", default: nil)
  static let parameters: [any AnyParameter] = [function, over, title, shard, to]
  static let examples = [
    Example("sweep(fn(a, b) { a * b }, over={a: [1, 2], b: 3..4}).result", prints: "[3, 4, 6, 8]"),
    Example(
      "sweep(fn(n) { {square: n^2, cube: n^3} }, over={n: 1..3}, title=\"Powers\").cube",
      prints: "[1, 8, 27]"),
    Example(
      """
      s = sweep(fn(n) { n^2 }, over={n: 1..6}, shard="2/3", to="/tmp/dcs-sweep-example.csv"); \
      print(s.result)
      """, prints: "[4, 25]"),
  ]
  let session: Session

  /// More combinations than this are a mistake.
  private static let limit = 1_000_000

  func run(_ call: BoundCall) throws -> Value {
    let settings = try call.locating(Self.over) {
      try call[Self.over].pairs.map { (name: $0.key, values: try Elements($0.value).values) }
    }
    let count = settings.reduce(1.0) { $0 * Double($1.values.count) }
    guard count <= Double(Self.limit), !settings.isEmpty else {
      throw call.fault(
        .limit, at: Self.over, "between 1 and \(Self.limit) combinations are possible")
    }
    let sweep = Sweep(settings: settings, count: Int(count))
    let wanted = (1...max(1, sweep.count)).filter {
      $0 <= sweep.count && call[Self.shard]?.has($0) ?? true
    }
    let results = try results(of: wanted, sweep, call)
    let rows = zip(wanted, results).map { number, result in
      Value.record(Record(sweep.combination(number) + result.pairs.map { ($0.key, $0.value) }))
    }
    var table = try call.locating(Self.function) { try TableContents(.list(rows)).table }
    table.title = call[Self.title]
    return .object(table)
  }

  /// Those in the file, and those that the function gives now.
  private func results(of wanted: [Int], _ sweep: Sweep, _ call: BoundCall) throws -> [Record] {
    let file = try call.locating(Self.to) { try Self.file(call, sweep) }
    let kept = try call.locating(Self.to) {
      try file?.points { (1...sweep.count).contains($0) ? sweep.values($0) : nil } ?? [:]
    }
    let missing = wanted.filter { kept[$0] == nil }
    // What the function would have drawn for results in the file counts as drawn.
    let work = PointWork(
      call: call, function: call[Self.function], session: session, stage: Self.name,
      alwaysDraws: file != nil)
    let made = try work.values(
      of: missing.map { .init(number: $0, arguments: sweep.values($0)) },
      keep: { place, value in
        guard let file else { return }
        let number = missing[place]
        let result = try Self.columns(of: value, beside: sweep, call)
        try call.locating(Self.to) {
          try file.append(number, settings: sweep.values(number), result: result)
        }
      })
    try call.locating(Self.to) { try file?.order(complete: sweep.count) }
    let fresh = Dictionary(uniqueKeysWithValues: zip(missing, made))
    return try wanted.map { number in
      try kept[number] ?? Self.columns(of: fresh[number] ?? .none, beside: sweep, call)
    }
  }

  private static func file(_ call: BoundCall, _ sweep: Sweep) throws -> SweepFile? {
    guard let path = call[to] else { return nil }
    _ = try FileContent.ending(of: path, among: ["csv"], for: "a sweep")
    try OutputFile.prepareFolder(of: path)
    return SweepFile(path: UserPath.expanded(path), settings: sweep.settings.map(\.name))
  }

  private static func columns(of result: Value, beside sweep: Sweep, _ call: BoundCall) throws
    -> Record
  {
    guard case .record(let record) = result else { return Record([("result", result)]) }
    if let clash = record.keys.first(where: { key in sweep.settings.contains { $0.name == key } }) {
      throw call.fault(
        .value, at: function, "the function gives a field '\(clash)', which is a setting already")
    }
    return record
  }
}

/// All combinations of some settings, by number from 1.
private struct Sweep {
  let settings: [(name: String, values: [Value])]
  let count: Int

  func combination(_ number: Int) -> [(String, Value)] {
    var rest = number - 1
    return settings.reversed().map { setting in
      let (next, place) = rest.quotientAndRemainder(dividingBy: setting.values.count)
      rest = next
      return (setting.name, setting.values[place])
    }.reversed()
  }

  func values(_ number: Int) -> [Value] { combination(number).map(\.1) }
}
