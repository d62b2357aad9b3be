import Datasets
import Language

/// The points of a sweep in a `.csv` file, one a line, in the order in which they were finished:
/// the number of the combination, from 1, its settings, and what the function gave.
struct SweepFile: Sendable {
  static let numberColumn = "point"

  private let file: GrowingFile
  private let settings: [String]

  init(path: String, settings: [String]) {
    file = GrowingFile(path: path)
    self.settings = settings
  }

  /// What is kept so far, by number. Throws when the file holds other settings than `combination`
  /// gives for a number.
  func points(_ combination: (Int) -> [Value]?) throws -> [Int: Record] {
    let text = try OutputFile.ofFirstRank {
      Array(try file.lines().map { $0 + "\n" }.joined().utf8)
    }
    guard !text.isEmpty else { return [:] }
    let table = try CSVTable.read(text, path: file.path)
    let keys = [Self.numberColumn] + settings
    guard table.columns.prefix(keys.count).map(\.name) == keys else {
      throw otherSweep("its columns are \(table.columns.map(\.name).joined(separator: ", "))")
    }
    var points: [Int: Record] = [:]
    for row in 0..<table.rowCount {
      let cells = table.columns.map { $0.values[row] }
      guard let number = try? Int(cells[0]), let expected = combination(number),
        try CSVTable.line(expected) == CSVTable.line(Array(cells[1..<keys.count]))
      else { throw otherSweep("line \(row + 2) is '\(try CSVTable.line(cells))'") }
      points[number] = Record(
        table.columns.dropFirst(keys.count).map { ($0.name, $0.values[row]) })
    }
    return points
  }

  private func otherSweep(_ reason: String) -> Diagnostic {
    Diagnostic(
      .value, "'\(file.path)' holds the points of another sweep: \(reason)",
      hint: "delete the file, or write to another")
  }

  /// Adds a point. Throws when the function gives other fields than before.
  func append(_ number: Int, settings values: [Value], result: Record) throws {
    let header = CSVTable.header([Self.numberColumn] + settings + result.keys)
    if let first = try file.firstLine(), first != header {
      throw Diagnostic(
        .value, "the function gives other fields than '\(file.path)' has: \(header), not \(first)",
        hint: "give all of them always, or write to another file")
    }
    let cells = [.number(Double(number))] + values + result.pairs.map(\.value)
    try file.append(try CSVTable.line(cells), header: header)
  }

  /// Puts the lines of a sweep in which nothing is missing into the order of their numbers, so that
  /// the file does not tell who computed what.
  func order(complete count: Int) throws {
    try OutputFile.onFirstRank {
      let lines = try file.lines()
      guard lines.count == count + 1 else { return }
      func number(_ line: String) -> Int { Int(line.prefix { $0 != "," }) ?? 0 }
      let ordered = lines.dropFirst().sorted { number($0) < number($1) }
      guard ordered != Array(lines.dropFirst()) else { return }
      let text = ([lines[0]] + ordered).map { $0 + "\n" }.joined()
      try AtomicFile.write(text.utf8, to: file.path)
    }
  }
}

/// One of several jobs that share the points of a sweep: "3/8" is the third of eight.
struct Shard: ValueConvertible {
  let number: Int
  let count: Int

  static var typeDescription: String { "a string such as \"3/8\"" }

  init(_ value: Value) throws {
    guard case .string(let text) = value else {
      var refusal = Diagnostic.expected(Self.typeDescription, got: value)
      refusal.hint = "in quotes: shard=\"3/8\", or shard=\"{task}/8\""
      throw refusal
    }
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], count >= 1,
      (1...count).contains(number)
    else {
      throw Diagnostic(
        .value, "\(value.literal) is no shard", hint: "the shards of 8 are \"1/8\" to \"8/8\"")
    }
    (self.number, self.count) = (number, count)
  }

  var asValue: Value { .string("\(number)/\(count)") }

  /// Whether a point, counted from 1, is this job's: every `count`-th is, so that shards take about
  /// as long where work grows along a setting.
  func has(_ point: Int) -> Bool { (point - number) % count == 0 }
}
