import Language

struct TransposeCommand: Command {
  static let name = "transpose"
  static let summary = "Rows become columns; with an order, dimensions change places."
  static let details = """
    Without `order` all dimensions are reversed, as in NumPy; a vector stays as it is. Dimension i
    of the result is dimension order[i] of x: images [N, H, W, C] become [N, C, H, W] by `order=[0,
    3, 1, 2]`.
    """
  static let group = CommandGroup.numbers
  static let operand = Parameter<TensorValue>("x", "a tensor")
  static let order = Parameter<[Int]?>(
    "order", "the dimensions of x in their new order, each once", default: nil)
  static let parameters: [any AnyParameter] = [operand, order]
  static let examples = [
    Example("transpose(tensor([[1, 2, 3], [4, 5, 6]])).values", prints: "[1, 4, 2, 5, 3, 6]"),
    Example("transpose(zeros(8, 28, 28, 3), order=[0, 3, 1, 2]).shape", prints: "[8, 3, 28, 28]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let (tensor, type) = (call[Self.operand].tensor, call[Self.operand].elementType)
    let dimensions = Array(tensor.shape.indices)
    let order = call[Self.order] ?? dimensions.reversed()
    guard order.sorted() == dimensions else {
      throw call.fault(.shape, at: Self.order, "\(order) does not hold each of \(dimensions) once")
    }
    let isMatrixSwap = order == [1, 0]
    return TensorValue(isMatrixSwap ? tensor.transposed() : tensor.transposed(order: order), type)
      .value
  }
}
