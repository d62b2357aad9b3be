import Tensors

/// Identity, and Dropout as it is when nothing is trained.
struct Identity: Operator {
  static var names: [String] { ["Identity", "Dropout"] }

  private let isDropout: Bool
  private let hasMask: Bool
  private let ratio: Float?

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isDropout = node.operation == "Dropout"
    hasMask = isDropout && node.hasOutput(1)
    ratio = isDropout ? try node.number("ratio") : nil
    if isDropout { _ = try node.integer("seed") }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let input = try inputs.required(0)
    if isDropout, try inputs.optionalFlag(2) ?? false {
      let ratio = try inputs.optionalNumber(1) ?? Double(ratio ?? 0.5)
      guard ratio == 0 else { throw OperatorError("drops values at random, as in training") }
    }
    guard hasMask else { return [input] }
    return [
      input,
      TypedTensor(shape: input.shape, [Bool](repeating: true, count: input.count)),
    ]
  }
}
