import Language

/// Finding equal values quickly: those that could be equal share a text, `==` decides.
enum DistinctValues {
  /// Where each different value first stands.
  static func positions(in values: [Value]) -> [Int] {
    var seen: [String: [Int]] = [:]
    return values.indices.filter { position in
      let key = bucket(of: values[position])
      guard seen[key]?.contains(where: { values[$0].isEqual(to: values[position]) }) != true else {
        return false
      }
      seen[key, default: []].append(position)
      return true
    }
  }

  /// Equal for equal values; seldom equal for others. Records may be equal with keys in another
  /// order, objects of different summaries may call themselves equal, -0 equals 0.
  static func bucket(of value: Value) -> String {
    switch value {
    case .number(let number): number.isNaN ? "nan" : "\(number + 0)"
    case .list(let elements): "[" + elements.map(bucket).joined(separator: ",") + "]"
    case .record(let record):
      "{" + record.pairs.map { $0.key + ":" + bucket(of: $0.value) }.sorted().joined() + "}"
    case .object: "object"
    default: value.literal
    }
  }
}
