import Tensors

/// Tensors compared element by element: true or false. NaN is neither more nor less nor equal.
struct Comparison: Operator {
  static var names: [String] { ["Equal", "Greater", "GreaterOrEqual", "Less", "LessOrEqual"] }

  private let name: String

  init(_ node: inout OperatorNode) throws(OperatorError) { name = node.operation }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let (left, right) = (try Inputs(inputs).required(0), try Inputs(inputs).required(1))
    try right.requireType(left.type, "input 1")
    let broadcast = try Broadcast([left.shape, right.shape])
    if name == "Equal" {
      return [left.elements.visit(Equality(right: right.elements, broadcast: broadcast))]
    }
    return [
      try left.elements.visit(Order(name: name, right: right.elements, broadcast: broadcast))
    ]
  }

  private struct Equality: ElementVisitor {
    let right: TypedTensor.Elements
    let broadcast: Broadcast

    func visit<Element: TensorElement>(_ left: [Element]) -> TypedTensor {
      broadcast.combine(left, Element.array(right) ?? []) { $0 == $1 }
    }
  }

  private struct Order: NumberVisitor {
    let name: String
    let right: TypedTensor.Elements
    let broadcast: Broadcast

    func visit<Element: NumberElement>(_ left: [Element]) throws(OperatorError) -> TypedTensor {
      let right = Element.array(right) ?? []
      return switch name {
      case "Greater": broadcast.combine(left, right) { $0 > $1 }
      case "GreaterOrEqual": broadcast.combine(left, right) { $0 >= $1 }
      case "Less": broadcast.combine(left, right) { $0 < $1 }
      default: broadcast.combine(left, right) { $0 <= $1 }
      }
    }
  }
}
