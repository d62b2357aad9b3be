import Tensors

/// Clip: min(max(x, least), most), so that `most` wins when they cross; NaN stays. The limits are
/// attributes up to operator set 10, then inputs.
struct Clip: Operator {
  static var names: [String] { ["Clip"] }

  let least: Float?
  let most: Float?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    (least, most) = (try node.number("min"), try node.number("max"))
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let input = try inputs.required(0)
    for index in 1...2 {
      guard let limit = inputs[index] else { continue }
      try limit.requireType(input.type, "input \(index)")
      guard limit.count == 1 else { throw OperatorError("input \(index) is not one number") }
    }
    let clipping = Clipping(
      shape: input.shape, limits: (inputs[1]?.elements, inputs[2]?.elements),
      attributes: (least, most))
    return [try input.elements.visit(clipping)]
  }

  private struct Clipping: NumberVisitor {
    let shape: [Int]
    let limits: (TypedTensor.Elements?, TypedTensor.Elements?)
    let attributes: (Float?, Float?)

    func visit<Element: NumberElement>(_ values: [Element]) throws(OperatorError) -> TypedTensor {
      let most = limit(limits.1, attributes.1, otherwise: Element.highest)
      let least = min(limit(limits.0, attributes.0, otherwise: Element.lowest), most)
      return TypedTensor(shape: shape, values.map { $0 < least ? least : $0 > most ? most : $0 })
    }

    private func limit<Element: NumberElement>(
      _ input: TypedTensor.Elements?, _ attribute: Float?, otherwise unlimited: Element
    ) -> Element {
      input.flatMap { Element.array($0)?.first }
        ?? attribute.map { Element(number: Double($0)) } ?? unlimited
    }
  }
}
