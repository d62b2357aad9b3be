/// What `for` walks: elements with their keys (positions, or the keys of a record).
struct Sequenced {
  private let value: Value
  private let span: Span
  let count: Int

  /// Throws kind `type` when the value has no elements.
  init(_ value: Value, at span: Span) throws {
    (self.value, self.span) = (value, span)
    switch value {
    case .list(let elements): count = elements.count
    case .record(let record): count = record.count
    case .range(let range): count = range.count
    case .object(let object):
      guard let elementCount = object.elementCount else { throw Self.refusal(value, span) }
      count = elementCount
    default: throw Self.refusal(value, span)
    }
  }

  /// A single loop variable gets the keys of a record and the elements of everything else.
  var isKeyed: Bool {
    if case .record = value { true } else { false }
  }

  func entry(_ position: Int) throws -> (key: Value, element: Value) {
    switch value {
    case .list(let elements): return (.number(Double(position)), elements[position])
    case .record(let record):
      let key = record.keys[position]
      return (.string(key), record[key] ?? .none)
    case .range(let range): return (.number(Double(position)), .number(range[position]))
    case .object(let object):
      do {
        return (.number(Double(position)), try object.element(number: position))
      } catch {
        throw Diagnostic(error).located(at: span)
      }
    default: throw Self.refusal(value, span)
    }
  }

  private static func refusal(_ value: Value, _ span: Span) -> Diagnostic {
    let hint: String? = if case .number = value { "for i in 1..n" } else { nil }
    return Diagnostic(
      .type, "\(value.typeNameWithArticle) has no elements to walk through", at: span, hint: hint)
  }
}
