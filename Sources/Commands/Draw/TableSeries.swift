import Language
import Plotting

/// The series that columns of a table make. Rows that agree in everything but y are repeats (seeds,
/// say): their mean is drawn, and the range from the least to the greatest around it.
struct TableSeries {
  struct One {
    let name: String?
    let x: [Double]
    let y: [Double]
    let spread: (low: [Double], high: [Double])?
  }

  let series: [One]
  /// Names of the places 0, 1, 2 … where x is no number.
  let places: [String]
  /// How many rows each point stands for at most.
  let mostRepeats: Int

  /// Throws a `Diagnostic` without a place for columns that cannot be drawn.
  init(_ table: Table, x: String, y: [String], by: String?) throws {
    let keys = try Self.column(x, of: table)
    let isNumeric = keys.allSatisfy { if case .number = $0 { true } else { false } }
    let places = isNumeric ? [] : Self.distinct(keys.map(\.text))
    let numbers = try keys.map { key in
      isNumeric ? try Double(key) : Double(places.firstIndex(of: key.text) ?? 0)
    }
    let groups = try by.map { try Self.column($0, of: table).map(\.text) }
    var most = 1
    series = try y.flatMap { name in
      let values = try Self.column(name, of: table).map { try Self.number($0, in: name) }
      return Self.rows(groups, of: values.count).map { group, rows in
        Self.one(
          Self.name(name, group, isOnly: y.count == 1), rows.map { (numbers[$0], values[$0]) },
          most: &most)
      }
    }
    (self.places, mostRepeats) = (places, most)
  }

  private static func name(_ column: String, _ group: String?, isOnly: Bool) -> String? {
    guard let group else { return isOnly ? nil : column }
    return isOnly ? group : "\(column), \(group)"
  }

  /// The rows of each group in the order in which groups appear; all rows without a column that
  /// groups them.
  private static func rows(_ groups: [String]?, of count: Int) -> [(String?, [Int])] {
    guard let groups else { return [(nil, Array(0..<count))] }
    return distinct(groups).map { group in
      (group, groups.indices.filter { groups[$0] == group })
    }
  }

  private static func one(_ name: String?, _ points: [(x: Double, y: Double)], most: inout Int)
    -> One
  {
    let xs = Set(points.map(\.x)).sorted()
    let repeats = xs.map { x in points.filter { $0.x == x }.map(\.y).filter(\.isFinite) }
    most = max(most, repeats.map(\.count).max() ?? 1)
    let hasRepeats = repeats.contains { $0.count > 1 }
    let means = repeats.map { $0.isEmpty ? .nan : $0.reduce(0, +) / Double($0.count) }
    let spread =
      hasRepeats
      ? (repeats.map { $0.min() ?? .nan }, repeats.map { $0.max() ?? .nan }) : nil
    return One(name: name, x: xs, y: means, spread: spread)
  }

  private static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }

  private static func column(_ name: String, of table: Table) throws -> [Value] {
    guard let column = table.column(name) else {
      throw Diagnostic(
        .argument, "the table has no column '\(name)'",
        hint: Suggestion.hint(for: name, among: table.columns.map(\.name)),
        notes: ["columns: " + table.columns.map(\.name).joined(separator: ", ")])
    }
    return column.values
  }

  private static func number(_ value: Value, in column: String) throws -> Double {
    switch value {
    case .number(let number): return number
    case .none: return .nan
    default:
      throw Diagnostic(
        .type, "column '\(column)' has \(value.typeNameWithArticle) in it, y takes numbers")
    }
  }
}

extension TableSeries {
  /// As arguments that speak of series know them.
  var items: [SeriesList.Item] {
    series.map { SeriesList.Item(name: $0.name, x: $0.x, y: $0.y) }
  }
}
