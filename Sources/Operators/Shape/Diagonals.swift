import Tensors

/// EyeLike: ones on a diagonal, in the shape of the input.
struct EyeLike: Operator {
  static var names: [String] { ["EyeLike"] }

  private let type: ElementType?
  private let diagonal: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    type = try node.elementType("dtype")
    diagonal = try node.integer("k", default: 0)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    guard input.shape.count == 2 else { throw OperatorError("takes rank 2, not \(input.shape)") }
    let ones = (0..<input.shape[0]).flatMap { row in
      (0..<input.shape[1]).map { column in column - row == diagonal }
    }
    return [TypedTensor(shape: input.shape, ones).cast(to: type ?? input.type)]
  }
}

/// Trilu: the upper or lower triangle of matrices, zeros elsewhere.
struct Trilu: Operator {
  static var names: [String] { ["Trilu"] }

  private let isUpper: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isUpper = try node.flag("upper", default: true)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let diagonal = try Inputs(inputs).optionalInteger(1) ?? 0
    guard input.shape.count >= 2 else { throw OperatorError("takes matrices, not \(input.shape)") }
    let (rows, columns) = (input.shape[input.shape.count - 2], input.shape[input.shape.count - 1])
    let places = (0..<input.count).map { place in
      let distance = place % columns - place / columns % rows
      return (isUpper ? distance >= diagonal : distance <= diagonal) ? place : -1
    }
    return [input.blocks(places, shape: input.shape)]
  }
}
