import Language

/// A list (or range, or tensor) of elements, or a table: what `join` and `append` treat
/// differently.
enum ListOrTable: ValueConvertible {
  case list([Value])
  case table(Table)

  static var typeDescription: String { Elements.typeDescription }

  init(_ value: Value) throws {
    if case .object(let table as Table) = value {
      self = .table(table)
    } else {
      self = .list(try Elements(value).values)
    }
  }

  var asValue: Value {
    switch self {
    case .list(let elements): .list(elements)
    case .table(let table): .object(table)
    }
  }
}
