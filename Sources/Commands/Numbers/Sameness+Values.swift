import CompressedModels
import Language
import Networks

extension Sameness {
  /// Equal exactly, through lists, records and tables: nan is the same as nan, tensors are compared
  /// by their bits.
  static func sameValues(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.number(let a), .number(let b)): a == b || (a.isNaN && b.isNaN)
    case (.list(let a), .list(let b)): a.count == b.count && zip(a, b).allSatisfy(sameValues)
    case (.record(let a), .record(let b)):
      a.count == b.count
        && a.pairs.allSatisfy { key, value in b[key].map { sameValues(value, $0) } ?? false }
    case (.object(let a as TensorValue), .object(let b as TensorValue)):
      a.tensor.shape == b.tensor.shape && sameBits(a.tensor.values, b.tensor.values)
    case (.object(let a as PackedModel), .object(let b as Network)): sameModels(a, b)
    case (.object(let a as Network), .object(let b as PackedModel)): sameModels(b, a)
    case (.object(let a as Table), .object(let b as Table)): sameTables(a, b)
    default: left.isEqual(to: right)
    }
  }

  /// Whether a packed net gives back exactly these weights and biases.
  private static func sameModels(_ packed: PackedModel, _ network: Network) -> Bool {
    (try? packed.decoded()).map { sameParameters($0, network) } ?? false
  }

  private static func sameTables(_ left: Table, _ right: Table) -> Bool {
    left.columns.count == right.columns.count
      && zip(left.columns, right.columns).allSatisfy {
        $0.name == $1.name && sameValues(.list($0.values), .list($1.values))
      }
  }
}
