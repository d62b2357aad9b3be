import Language

/// `out`: the values of the last ten entries that had one, under the entries' numbers.
struct Outputs: ScriptObject {
  static let limit = 10
  private var kept: [(number: Int, value: Value)] = []

  mutating func append(_ value: Value, number: Int) {
    kept.append((number, value))
    if kept.count > Self.limit { kept.removeFirst() }
  }

  var typeName: String { "outputs" }

  var summary: String {
    kept.isEmpty
      ? "no outputs yet" : "out[\(kept.map { String($0.number) }.joined(separator: "], out["))]"
  }

  var elementCount: Int? { kept.count }

  func element(number: Int) throws -> Value { kept[number].value }

  func element(at subscripts: [Subscript]) throws -> Value {
    guard subscripts.count == 1, case .position(.number(let position)) = subscripts[0] else {
      throw Diagnostic(.type, "out takes the number of an entry, as in out[3]")
    }
    if let found = kept.first(where: { Double($0.number) == position }) { return found.value }
    throw Diagnostic(
      .value, "there is no out[\(Int(exactly: position).map(String.init) ?? "\(position)")]",
      hint: "only the last \(Self.limit) outputs are kept", notes: [summary])
  }
}
