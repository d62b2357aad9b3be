/// Positions and slices as in NumPy: from 0, negative from the end, ends not included.
enum Indexing {
  /// A position that must exist. `subject` and `unit` are for the message: "the list", "elements".
  static func offset(_ index: Value, count: Int, of subject: String, unit: String)
    throws(Diagnostic) -> Int
  {
    guard case .number(let number) = index else {
      throw Diagnostic(
        .type, "an index of \(subject) is a number, not \(index.typeNameWithArticle)")
    }
    guard number == number.rounded(), number.magnitude < 1e15 else {
      throw Diagnostic(.value, "an index is a whole number, not \(NumberText.plain(number))")
    }
    let offset = number < 0 ? Int(number) + count : Int(number)
    guard offset >= 0, offset < count else {
      let range = count == 0 ? "it is empty" : "valid: 0 to \(count - 1), or -\(count) to -1"
      throw Diagnostic(
        .value, "index \(Int(number)) is out of range: \(subject) has \(count) \(unit)", hint: range
      )
    }
    return offset
  }

  /// A slice, clamped to what exists.
  static func bounds(_ from: Double?, _ to: Double?, count: Int) throws(Diagnostic) -> Range<Int> {
    let lower = try clamped(from ?? 0, count)
    let upper = try clamped(to ?? Double(count), count)
    return lower..<max(lower, upper)
  }

  private static func clamped(_ end: Double, _ count: Int) throws(Diagnostic) -> Int {
    guard end == end.rounded() || end.isInfinite, !end.isNaN else {
      throw Diagnostic(.value, "the end of a slice is a whole number, not \(NumberText.plain(end))")
    }
    return Int(min(max(end < 0 ? end + Double(count) : end, 0), Double(count)))
  }

  /// `value[subscripts]`.
  static func element(of value: Value, at subscripts: [Subscript]) throws -> Value {
    if case .object(let object) = value { return try object.element(at: subscripts) }
    if case .function(let function) = value {
      throw Diagnostic(
        .type, "a function cannot be indexed",
        hint: "a list as an argument needs parentheses: \(function.name)([1, 2])")
    }
    guard let entry = subscripts.first, subscripts.count == 1 else {
      throw Diagnostic(
        .type, "\(value.typeNameWithArticle) takes one index, not \(subscripts.count)")
    }
    switch (value, entry) {
    case (.record(let record), .position(let key)): return try element(of: record, at: key)
    case (.list(let list), .position(.list(let positions))):
      return .list(
        try positions.map {
          list[try offset($0, count: list.count, of: "the list", unit: "elements")]
        })
    case (.list(let list), .position(let position)):
      return list[try offset(position, count: list.count, of: "the list", unit: "elements")]
    case (.list(let list), .slice(let from, let to)):
      return .list(Array(list[try bounds(from, to, count: list.count)]))
    case (.string(let text), .position(let position)):
      let characters = Array(text)
      let offset = try offset(
        position, count: characters.count, of: "the string", unit: "characters")
      return .string(String(characters[offset]))
    case (.string(let text), .slice(let from, let to)):
      let characters = Array(text)
      return .string(String(characters[try bounds(from, to, count: characters.count)]))
    case (.range(let range), .position(let position)):
      return .number(
        range[try offset(position, count: range.count, of: "the range", unit: "values")])
    default: throw Diagnostic(.type, "\(value.typeNameWithArticle) cannot be indexed like this")
    }
  }

  private static func element(of record: Record, at key: Value) throws -> Value {
    guard case .string(let key) = key else {
      throw Diagnostic(.type, "a record is indexed by a string, not \(key.typeNameWithArticle)")
    }
    guard let value = record[key] else {
      throw missing(key, in: record.keys, kind: "record", of: "key")
    }
    return value
  }

  /// "record has no field 'x'" with what there is.
  static func missing(_ name: String, in names: [String], kind: String, of what: String)
    -> Diagnostic
  {
    let notes = names.isEmpty ? [] : ["\(what)s: " + names.joined(separator: ", ")]
    return Diagnostic(
      .name, "the \(kind) has no \(what) '\(name)'", hint: Suggestion.hint(for: name, among: names),
      notes: notes)
  }

  /// `value.name`.
  static func field(_ name: String, of value: Value) throws -> Value {
    switch value {
    case .object(let object):
      guard let field = try object.field(name) else {
        throw missing(name, in: object.fieldNames, kind: object.typeName, of: "field")
      }
      return field
    case .record(let record):
      guard let field = record[name] else {
        throw missing(name, in: record.keys, kind: "record", of: "field")
      }
      return field
    case .range(let range):
      switch name {
      case "first": return .number(range.first)
      case "last": return .number(range.last)
      case "step": return .number(range.step)
      default: throw missing(name, in: ["first", "last", "step"], kind: "range", of: "field")
      }
    default: throw Diagnostic(.type, "\(value.typeNameWithArticle) has no fields")
    }
  }
}
