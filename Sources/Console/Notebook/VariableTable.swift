import Language

/// What `:vars` prints: facts, not contents.
enum VariableTable {
  static func table(of variables: [(name: String, value: Value)]) -> Table {
    let facts = variables.map { Self.facts(of: $0.value) }
    return Table(columns: [
      .init("name", variables.map { Value.string($0.name) }),
      .init("kind", variables.map { Value.string($0.value.typeName) }),
      .init("shape", facts.map { $0.shape.map { Value.string(shapeText($0)) } ?? .none }),
      .init("bytes", facts.map { number($0.bytes.map(Double.init)) }, format: "b"),
      .init("sparsity", facts.map { number($0.sparsity) }, format: ".1%"),
      .init("bits", facts.map { number($0.bits) }, format: ".3"),
    ])
  }

  /// Lists and records tell their length as their shape.
  private static func facts(of value: Value) -> ObjectFacts {
    switch value {
    case .object(let object): object.facts
    case .list(let elements): ObjectFacts(shape: [elements.count])
    case .record(let record): ObjectFacts(shape: [record.count])
    case .range(let range): ObjectFacts(shape: [range.count])
    case .none, .bool, .number, .string, .function: ObjectFacts()
    }
  }

  private static func shapeText(_ shape: [Int]) -> String {
    shape.map(String.init).joined(separator: "x")
  }
  private static func number(_ value: Double?) -> Value { value.map(Value.number) ?? .none }
}
