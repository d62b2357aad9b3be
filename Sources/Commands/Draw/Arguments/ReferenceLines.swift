import Language

/// Values to be marked by lines through the whole plot: a number, numbers, or a record of them by
/// what they are.
struct ReferenceLines: ValueConvertible {
  let lines: [(label: String?, value: Double)]
  private let subject: Value

  static var typeDescription: String {
    "a number, a list of numbers, or a record of numbers by label"
  }

  init(_ value: Value) throws {
    subject = value
    if case .record(let record) = value {
      lines = try record.pairs.map { ($0.key, try Double($0.value)) }
    } else {
      lines = try SeriesList.numbers(value).map { (nil, $0) }
    }
  }

  init() { (lines, subject) = ([], .list([])) }

  var asValue: Value { subject }
  var values: [Double] { lines.map(\.value) }
  /// Empty when no line has one.
  var labels: [String] { lines.contains { $0.label != nil } ? lines.map { $0.label ?? "" } : [] }
}
