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

  var isFunction: Bool {
    if case .function = self { true } else { false }
  }

  private static let manyElements = 20_000.0
}
