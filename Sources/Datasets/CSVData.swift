import Tensors

/// A table with a header as examples: one column is the class, or a number to be learned, all
/// others are numbers.
package struct CSVData {
  package let examples: Examples
  /// Names of the columns that are inputs, in their order.
  package let features: [String]

  private static let largestFile = 1 << 30

  package init(path: String, target: String?) throws(DatasetError) {
    try self.init(
      DataFile.content(of: path, limit: Self.largestFile), path: path, target: target)
  }

  package init(_ content: [UInt8], path: String, target: String?) throws(DatasetError) {
    var builder: Builder?
    try CSVFile.forEachRecord(in: content, path: path) { record throws(DatasetError) in
      if builder == nil {
        builder = try Builder(header: record, path: path, target: target)
      } else {
        try builder?.append(record)
      }
    }
    guard let builder else {
      throw .badTable(
        path: path, line: 1, reason: "the table is empty",
        remedy: "its first line names the columns, each further line is an example")
    }
    (examples, features) = (try builder.examples(), builder.features)
  }

  private struct Builder {
    let path: String
    /// All columns.
    let columns: [String]
    let targetColumn: Int
    var values: [Float] = []
    var classes = Classes()

    init(header: CSVFile.Record, path: String, target: String?) throws(DatasetError) {
      let columns = header.fields.map(CSVData.trimmed)
      func fault(_ reason: String, _ remedy: String) -> DatasetError {
        .badTable(path: path, line: header.line, reason: reason, remedy: remedy)
      }
      if columns.count == 1, let separator = [";", "\t"].first(where: { columns[0].contains($0) }) {
        throw fault(
          "the columns are not separated by commas",
          "write commas, not \(separator == ";" ? "semicolons" : "tabs")")
      }
      if let place = columns.firstIndex(of: "") {
        throw fault(
          "column \(place + 1) has no name",
          "name it, or leave it out; in pandas: table.to_csv(path, index=False)")
      }
      if let double = columns.first(where: { name in columns.count { $0 == name } > 1 }) {
        throw fault("two columns are called '\(double)'", "rename one of them")
      }
      guard let target else {
        throw fault(
          "nobody says which column is the class",
          "data(\"\(path)\", target=\"\(columns.last ?? "")\")")
      }
      guard let place = columns.firstIndex(of: target) else {
        throw .noColumn(path: path, name: target, columns: columns)
      }
      guard columns.count > 1 else {
        throw fault("there is no column but '\(target)'", "inputs are further columns of numbers")
      }
      (self.path, self.columns, targetColumn) = (path, columns, place)
    }

    var features: [String] { columns.filter { $0 != columns[targetColumn] } }

    mutating func append(_ record: CSVFile.Record) throws(DatasetError) {
      guard record.fields.count == columns.count else {
        throw .badTable(
          path: path, line: record.line,
          reason: "\(record.fields.count) fields, but the header names \(columns.count) columns",
          remedy: "a field with a comma in it stands in quotes")
      }
      for (place, field) in record.fields.enumerated() {
        let field = CSVData.trimmed(field)
        guard !CSVData.isMissing(field) else {
          throw .badTable(
            path: path, line: record.line, reason: "'\(columns[place])' is missing",
            remedy: "fill the value in, or leave out the line")
        }
        if place == targetColumn {
          classes.append(field, line: record.line)
        } else {
          values.append(try number(field, column: place, line: record.line))
        }
      }
    }

    private func number(_ field: String, column: Int, line: Int) throws(DatasetError) -> Float {
      guard let number = Float(field), number.isFinite else {
        throw .badTable(
          path: path, line: line,
          reason: "'\(columns[column])' is '\(field)', which is no number",
          remedy: "leave out the column, or write numbers for its words")
      }
      return number
    }

    func examples() throws(DatasetError) -> Examples {
      if let targets = classes.targets {
        try refuseConstants(count: targets.count)
        return Examples(
          inputs: Tensor(shape: [targets.count, features.count], values: values),
          targets: Tensor(shape: [targets.count], values: targets))
      }
      let (labels, names) = try classes.labels(path: path, target: columns[targetColumn])
      guard !labels.isEmpty else {
        throw .badTable(
          path: path, line: 1, reason: "no examples follow the header",
          remedy: "each line after the first is an example")
      }
      try refuseConstants(count: labels.count)
      return Examples(
        inputs: Tensor(shape: [labels.count, features.count], values: values), labels: labels,
        classNames: names)
    }

    /// A column that says the same of all examples says nothing.
    private func refuseConstants(count: Int) throws(DatasetError) {
      guard count > 1 else { return }
      let width = features.count
      for (column, name) in features.enumerated()
      where (1..<count).allSatisfy({ values[$0 * width + column] == values[column] }) {
        throw .badTable(
          path: path, line: 1, reason: "'\(name)' is \(values[column]) on every line",
          remedy: "leave out the column")
      }
    }
  }

  /// The target column: whole numbers from 0 are the classes themselves, words are numbered in
  /// ascending order; numbers of which one has a fraction or a sign are no classes.
  private struct Classes {
    private var words: [String] = []
    private var numbers: [String: Int32] = [:]
    private var firstLines: [Int] = []
    /// Which word stands on each line.
    private var rows: [Int32] = []

    mutating func append(_ word: String, line: Int) {
      let number = numbers[word] ?? Int32(words.count)
      if Int(number) == words.count {
        words.append(word)
        firstLines.append(line)
        numbers[word] = number
      }
      rows.append(number)
    }

    var targets: [Float]? {
      var numbers: [Float] = []
      for word in words {
        guard let number = Float(word), number.isFinite else { return nil }
        numbers.append(number)
      }
      guard numbers.contains(where: { ClassLabel.label(Double($0)) == nil }) else { return nil }
      return rows.map { numbers[Int($0)] }
    }

    func labels(path: String, target: String) throws(DatasetError) -> ([Int32], names: [String]) {
      let values = words.map { Double($0) }
      guard values.allSatisfy({ $0 != nil }) else {
        let order = words.indices.sorted { words[$0] < words[$1] }
        var ranks = [Int32](repeating: 0, count: words.count)
        for (rank, word) in order.enumerated() { ranks[word] = Int32(rank) }
        return (rows.map { ranks[Int($0)] }, order.map { words[$0] })
      }
      var labels: [Int32] = []
      for (place, value) in values.enumerated() {
        guard let label = ClassLabel.label(value ?? -1) else {
          throw .badTable(
            path: path, line: firstLines[place],
            reason: "'\(target)' is \(words[place]), which is no class",
            remedy: "classes are words, or whole numbers from 0")
        }
        labels.append(label)
      }
      return (rows.map { labels[Int($0)] }, [])
    }
  }

  private static func trimmed(_ field: String) -> String {
    guard field.first?.isWhitespace ?? false || field.last?.isWhitespace ?? false else {
      return field
    }
    let end = field.lastIndex { !$0.isWhitespace }.map(field.index(after:)) ?? field.startIndex
    return String(field[..<end].drop(while: \.isWhitespace))
  }

  /// What programs write for a value that is not there.
  private static func isMissing(_ field: String) -> Bool {
    field.isEmpty || missing.contains(field.lowercased())
  }

  private static let missing: Set<String> = ["na", "n/a", "nan", "null", "none", "?"]
}
