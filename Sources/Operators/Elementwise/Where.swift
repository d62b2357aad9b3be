import Tensors

/// Where: the condition chooses between two tensors, element by element.
struct Where: Operator {
  static var names: [String] { ["Where"] }

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let (condition, yes) = (try inputs.required(0), try inputs.required(1))
    let no = try inputs.required(2)
    guard let chosen = condition.elements(as: Bool.self) else {
      throw OperatorError("the condition is of type \(condition.type), not bool")
    }
    try no.requireType(yes.type, "input 2")
    let broadcast = try Broadcast([condition.shape, yes.shape, no.shape])
    return [yes.elements.visit(Choice(chosen: chosen, no: no.elements, broadcast: broadcast))]
  }

  private struct Choice: ElementVisitor {
    let chosen: [Bool]
    let no: TypedTensor.Elements
    let broadcast: Broadcast

    func visit<Element: TensorElement>(_ yes: [Element]) -> TypedTensor {
      broadcast.choose(chosen, yes, Element.array(no) ?? [])
    }
  }
}
