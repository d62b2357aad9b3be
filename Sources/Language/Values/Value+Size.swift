extension Value {
  /// Whether work on it may take a noticeable time: many elements, a number that may be the count
  /// of many, or lists inside lists inside lists, which may be shared without end.
  package var isLarge: Bool { isLarge(below: 0) }

  private func isLarge(below level: Int) -> Bool {
    switch self {
    case .list(let elements):
      isLargeItself || level >= Self.manyLevels
        || [elements.first, elements.last].contains { $0?.isLarge(below: level + 1) ?? false }
    case .record(let record):
      level >= Self.manyLevels || record.values.contains(where: \.isLargeItself)
        || [record.values.first, record.values.last].contains {
          $0?.isLarge(below: level + 1) ?? false
        }
    default: isLargeItself
    }
  }

  /// Without looking at what it holds.
  private var isLargeItself: Bool {
    switch self {
    case .none, .bool, .function, .record: false
    case .number(let number): number.magnitude > Self.manyElements
    case .string(let text): text.utf8.count > Int(Self.manyElements)
    case .list(let elements): elements.count > Int(Self.manyElements)
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

  /// Lists inside lists describe nothing, and may be shared without end.
  private var extent: Double {
    switch self {
    case .number(let number) where number.isFinite: max(1, number.magnitude)
    case .list(let elements) where elements.count <= 8:
      elements.reduce(1) {
        if case .number = $1 { $0 * $1.extent } else { $0 }
      }
    default: 1
    }
  }

  var isFunction: Bool {
    if case .function = self { true } else { false }
  }

  private static let manyElements = 20_000.0
  private static let manyLevels = 6
}
