import Tensors

/// Functions of one number that whole numbers have, too.
struct SignFunctions: Operator {
  static var names: [String] { ["Abs", "Neg", "Sign", "Relu"] }

  let name: String

  init(_ node: inout OperatorNode) throws(OperatorError) { name = node.operation }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    return [try input.elements.visit(Mapping(name: name, shape: input.shape))]
  }

  private struct Mapping: NumberVisitor {
    let name: String
    let shape: [Int]

    func visit<Element: NumberElement>(_ values: [Element]) throws(OperatorError) -> TypedTensor {
      let result =
        switch name {
        case "Abs": values.map { $0.absolute }
        case "Neg": values.map { $0.negated }
        case "Sign": values.map { $0.signum }
        default: values.map { $0 < Element.zero ? Element.zero : $0 }
        }
      return TypedTensor(shape: shape, result)
    }
  }
}
