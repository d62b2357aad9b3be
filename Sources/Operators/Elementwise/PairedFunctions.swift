import Tensors

/// A function of one tensor together with a second one: f(a) · b, or f(a + b).
struct PairedFunctions: Operator {
  static var names: [String] {
    ["SwiGLU", "com.microsoft.BiasGelu", "com.microsoft.FastGelu"]
  }

  private let function: UnaryFunctions.Function
  private let isProduct: Bool
  private let needsSecond: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isProduct = node.operation == "SwiGLU"
    needsSecond = node.operation != "FastGelu"
    function =
      switch node.operation {
      case "SwiGLU": UnaryFunctions.swish(Double(try node.number("alpha", default: 1)))
      case "FastGelu": UnaryFunctions.fastGelu
      default: UnaryFunctions.gelu
      }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let first = try inputs.required(0)
    let second =
      needsSecond
      ? try inputs.required(1)
      : inputs[1] ?? TypedTensor(shape: [], first.type.zeros(1))
    try second.requireType(first.type, "input 1")
    let broadcast = try Broadcast([first.shape, second.shape])
    guard isProduct ? first.shape == second.shape : first.shape == broadcast.shape else {
      throw OperatorError("shapes \(first.shape) and \(second.shape) do not fit each other")
    }
    let pairing = Pairing(
      function: function, isProduct: isProduct, second: second.elements, broadcast: broadcast)
    return [try first.elements.visit(floats: pairing)]
  }

  private struct Pairing: FloatVisitor {
    let function: UnaryFunctions.Function
    let isProduct: Bool
    let second: TypedTensor.Elements
    let broadcast: Broadcast

    func visit<Element: FloatElement>(_ first: [Element]) throws(OperatorError) -> TypedTensor {
      broadcast.combine(first, Element.array(second) ?? []) {
        Element(
          number: isProduct ? function($0.number) * $1.number : function(($0 + $1).number))
      }
    }
  }
}
