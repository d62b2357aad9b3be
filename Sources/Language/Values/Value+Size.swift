extension Value {
  /// Whether work on it may take a noticeable time: many elements, or a number that may be the
  /// count of many.
  package var isLarge: Bool {
    switch self {
    case .none, .bool, .function: false
    case .number(let number): number.magnitude > Self.manyElements
    case .string(let text): text.utf8.count > Int(Self.manyElements)
    case .list(let elements):
      elements.count > Int(Self.manyElements) || elements.first?.isLarge ?? false
    case .record(let record): record.pairs.contains { $0.value.isLarge }
    case .range(let range): range.count > Int(Self.manyElements)
    case .object(let object): object.isLarge
    }
  }

  /// About how many elements operators go through.
  var size: Double {
    switch self {
    case .none, .bool, .function, .number, .range: 1
    case .string(let text): Double(text.utf8.count)
    case .list(let elements): Double(elements.count)
    case .record(let record): Double(record.count)
    case .object(let object): Double(max(1, object.size))
    }
  }

  /// Whether numbers may be the extents of something large: `randn(3000, 3000)`.
  package static func describeMany(_ arguments: [Value]) -> Bool {
    arguments.reduce(1) { $0 * $1.extent } > 1e6
  }

  private var extent: Double {
    switch self {
    case .number(let number) where number.isFinite: max(1, number.magnitude)
    case .list(let elements) where elements.count <= 8: elements.reduce(1) { $0 * $1.extent }
    default: 1
    }
  }

  var isFunction: Bool {
    if case .function = self { true } else { false }
  }

  private static let manyElements = 20_000.0
}
