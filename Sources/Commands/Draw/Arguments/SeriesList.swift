import Language
import Tensors

/// What `plot` draws: numbers, or a record of them by name. A pair `[xs, ys]` brings x values of
/// its own.
struct SeriesList: ValueConvertible {
  struct Item {
    let name: String?
    /// Nil for the common ones.
    let x: [Double]?
    let y: [Double]
  }

  let items: [Item]
  private let subject: Value

  static var typeDescription: String { "numbers, a pair [xs, ys], or a record of them by name" }

  init(_ value: Value) throws {
    subject = value
    if case .record(let record) = value {
      items = try record.pairs.map { try Self.item($0.value, name: $0.key) }
    } else {
      items = [try Self.item(value, name: nil)]
    }
  }

  /// Series that no value of the language holds.
  init(items: [Item]) { (self.items, subject) = (items, .none) }

  var asValue: Value { subject }
  var names: [String?] { items.map(\.name) }

  private static func item(_ value: Value, name: String?) throws -> Item {
    guard let parts = pair(value) else { return Item(name: name, x: nil, y: try numbers(value)) }
    return Item(name: name, x: try numbers(parts.0), y: try numbers(parts.1))
  }

  /// The two halves of a list of two sequences, or of a tensor of two rows.
  private static func pair(_ value: Value) -> (Value, Value)? {
    let parts: [Value]
    switch value {
    case .list(let elements): parts = elements
    case .object(let tensor as TensorValue) where tensor.tensor.shape.count == 2:
      guard tensor.tensor.shape[0] == 2, let rows = try? Elements(value).values else { return nil }
      parts = rows
    default: return nil
    }
    return parts.count == 2 && parts.allSatisfy(isSequence) ? (parts[0], parts[1]) : nil
  }

  private static func isSequence(_ value: Value) -> Bool {
    switch value {
    case .list, .range: true
    case .object(let tensor as TensorValue): tensor.tensor.shape.count == 1
    default: false
    }
  }

  /// A number; a list, where none stands for a missing one; a range; a tensor of one dimension.
  /// Doubles stay doubles.
  static func numbers(_ value: Value) throws -> [Double] {
    switch value {
    case .number(let number): return [number]
    case .range: return try [Double](value)
    case .list(let elements): return try elements.map { try number($0) }
    case .object(let tensor as TensorValue) where tensor.tensor.shape.count <= 1:
      return tensor.tensor.values.map(Double.init)
    case .object(let tensor as TensorValue):
      throw Diagnostic(
        .shape, "a series has one dimension, this tensor has shape \(tensor.tensor.shape)",
        hint: "heatmap draws matrices")
    default: throw Diagnostic.expected("numbers", got: value)
    }
  }

  private static func number(_ element: Value) throws -> Double {
    switch element {
    case .number(let number): return number
    case .none: return .nan
    default:
      throw Diagnostic(
        .type, "expected a list of numbers, found \(element.typeNameWithArticle) in it",
        hint: element.isList ? "several series are a record: {a: [1, 2], b: [3, 4]}" : nil)
    }
  }
}

extension Value {
  fileprivate var isList: Bool {
    if case .list = self { true } else { false }
  }
}
