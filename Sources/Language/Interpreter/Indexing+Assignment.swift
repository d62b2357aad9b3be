extension Indexing {
  /// `value[subscripts] = new`.
  static func setElement(of value: inout Value, at subscripts: [Subscript], to new: Value) throws {
    if case .object(let object) = value {
      value = try object.settingElement(at: subscripts, to: new)
      return
    }
    guard let entry = subscripts.first, subscripts.count == 1 else {
      throw Diagnostic(
        .type, "\(value.typeNameWithArticle) takes one index, not \(subscripts.count)")
    }
    // No switch over (value, entry): the tuple would hold the list a second time and have it
    // copied.
    if case .list = value { return try setElement(ofList: &value, at: entry, to: new) }
    guard case .record = value, case .position(let key) = entry else {
      throw Diagnostic(
        .type, "an element of \(value.typeNameWithArticle) cannot be assigned like this")
    }
    guard case .string(let key) = key else {
      throw Diagnostic(.type, "a record is indexed by a string, not \(key.typeNameWithArticle)")
    }
    try setField(key, of: &value, to: new)
  }

  /// The list is taken out of its variable while it changes, so that it is not copied.
  private static func setElement(ofList value: inout Value, at entry: Subscript, to new: Value)
    throws
  {
    guard case .list(var elements) = value else { return }
    value = .none
    defer { value = .list(elements) }
    switch entry {
    case .position(let position):
      elements[try offset(position, count: elements.count, of: "the list", unit: "elements")] = new
    case .slice(let from, let to):
      guard case .list(let replacement) = new else {
        throw Diagnostic(
          .type, "a slice of a list is replaced by a list, not \(new.typeNameWithArticle)")
      }
      elements.replaceSubrange(try bounds(from, to, count: elements.count), with: replacement)
    }
  }

  /// `value.name = new`; a record takes new fields too.
  static func setField(_ name: String, of value: inout Value, to new: Value) throws {
    switch value {
    case .object(let object): value = try object.settingField(name, to: new)
    case .record(var record):
      value = .none
      record[name] = new
      value = .record(record)
    default: throw Diagnostic(.type, "a field of \(value.typeNameWithArticle) cannot be assigned")
    }
  }
}
