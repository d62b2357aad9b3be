import Tensors

/// CumSum and CumProd: sums or products of all elements up to each one along an axis.
struct Cumulation: Operator {
  static var names: [String] { ["CumSum", "CumProd"] }

  private let isProduct: Bool
  /// Without the element itself.
  private let isExclusive: Bool
  private let isReverse: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isProduct = node.operation == "CumProd"
    isExclusive = try node.flag("exclusive")
    isReverse = try node.flag("reverse")
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let split = try AxisSplit(input.shape, axis: try Inputs(inputs).integer(1))
    let steps = Steps(settings: self, shape: input.shape, split: split)
    return [try input.elements.visit(steps)]
  }

  private struct Steps: NumberVisitor {
    let settings: Cumulation
    let shape: [Int]
    let split: AxisSplit

    func visit<Element: NumberElement>(_ elements: [Element]) throws(OperatorError) -> TypedTensor {
      var result = elements
      for outer in 0..<split.outer {
        for inner in 0..<split.inner {
          var total = settings.isProduct ? Element.one : Element.zero
          for step in 0..<split.extent {
            let along = settings.isReverse ? split.extent - 1 - step : step
            let place = (outer * split.extent + along) * split.inner + inner
            let next =
              settings.isProduct
              ? Element.product(total, elements[place]) : Element.sum(total, elements[place])
            result[place] = settings.isExclusive ? total : next
            total = next
          }
        }
      }
      return TypedTensor(shape: shape, result)
    }
  }
}
