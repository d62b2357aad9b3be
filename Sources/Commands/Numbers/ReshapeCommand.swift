import Language

struct ReshapeCommand: Command {
  static let name = "reshape"
  static let summary = "The same elements, row by row, in another shape."
  static let group = CommandGroup.numbers
  static let operand = Parameter<TensorValue>("x", "a tensor")
  static let shape = Parameter<TensorShape>(
    variadic: "shape",
    "the new extents, as numbers or as one list; one may be -1 and is what remains")
  static let parameters: [any AnyParameter] = [operand, shape]
  static let examples = [
    Example("reshape(tensor(1..6), 2, 3)[1, 2]", prints: "6"),
    Example("reshape(zeros(4, 3), [2, -1]).shape", prints: "[2, 6]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let operand = call[Self.operand]
    let shape = try call.locating(Self.shape) {
      try call[Self.shape].fitted(to: operand.tensor.count)
    }
    return TensorValue(operand.tensor.reshaped(shape), operand.elementType).value
  }
}
