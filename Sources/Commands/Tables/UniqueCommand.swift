import Language
import Tensors

struct UniqueCommand: Command {
  static let name = "unique"
  static let summary =
    "The different elements of a list, tensor or table, in the order in which they first appear."
  static let details = """
    Of a tensor the different numbers, as a vector: `len(unique(net.fc1.weight))` counts shared
    weights (zero is one of them). Of a table the different rows. Elements are compared by `==`, so
    every nan stays.
    """
  static let group = CommandGroup.tables
  static let items = Parameter<Value>("x", "a list, a range, a table or a tensor")
  static let parameters: [any AnyParameter] = [items]
  static let examples = [
    Example("unique([3, 1, 3, \"a\", \"a\"])", prints: "[3, 1, \"a\"]"),
    Example("unique(tensor([[0, 2], [2, 0]])).values", prints: "[0, 2]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    if case .object(let value as TensorValue) = call[Self.items] {
      return Self.distinct(value).value
    }
    let items = try call.locating(Self.items) { try Elements(call[Self.items]) }
    return items.selecting(DistinctValues.positions(in: items.values))
  }

  private static func distinct(_ value: TensorValue) -> TensorValue {
    var seen = Set<Float>()
    let numbers = value.tensor.values.filter { seen.insert($0).inserted }
    return TensorValue(Tensor(shape: [numbers.count], values: numbers), value.elementType)
  }
}
