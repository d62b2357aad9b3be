import Language
import Tensors

struct SweepCommand: Command {
  static let name = "sweep"
  static let summary = "Calls a function for every combination of settings and collects a table."
  static let details = """
    `over` names the settings and lists their values; the function gets one value of each, in that
    order, the last setting changing fastest. What it gives is a column `result`, or a column a
    field when it gives records.
    """
  static let group = CommandGroup.compress
  static let function = Parameter<FunctionArgument>(
    "function", "called with one value of each setting")
  static let over = Parameter<Record>(
    "over", "lists or ranges of values by the name of the setting")
  static let title = Parameter<String?>("title", "shown above the table", default: nil)
  static let parameters: [any AnyParameter] = [function, over, title]
  static let examples = [
    Example("sweep(fn(a, b) { a * b }, over={a: [1, 2], b: 3..4}).result", prints: "[3, 4, 6, 8]"),
    Example(
      "sweep(fn(n) { {square: n^2, cube: n^3} }, over={n: 1..3}, title=\"Powers\").cube",
      prints: "[1, 8, 27]"),
  ]

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
    let monitor = call.monitor("sweep", in: "settings")
    var rows: [Value] = []
    for number in 0..<Int(count) {
      try call.context.checkInterruption()
      let chosen = Self.combination(number, of: settings)
      let result = try call.context.invoke(
        call[Self.function].callable, chosen.map { $0.1 }, at: call.span)
      rows.append(.record(Record(chosen + (try Self.columns(of: result, beside: chosen, call)))))
      try monitor.tell(WorkDone(rows.count, of: Int(count)))
    }
    var table = try call.locating(Self.function) { try TableContents(.list(rows)).table }
    table.title = call[Self.title]
    return .object(table)
  }

  private static func combination(
    _ number: Int, of settings: [(name: String, values: [Value])]
  ) -> [(String, Value)] {
    var rest = number
    return settings.reversed().map { setting in
      let (next, place) = rest.quotientAndRemainder(dividingBy: setting.values.count)
      rest = next
      return (setting.name, setting.values[place])
    }.reversed()
  }

  private static func columns(
    of result: Value, beside chosen: [(String, Value)], _ call: BoundCall
  ) throws -> [(String, Value)] {
    guard case .record(let record) = result else { return [("result", result)] }
    if let clash = record.keys.first(where: { key in chosen.contains { $0.0 == key } }) {
      throw call.fault(
        .value, at: function, "the function gives a field '\(clash)', which is a setting already")
    }
    return record.pairs.map { ($0.key, $0.value) }
  }
}
