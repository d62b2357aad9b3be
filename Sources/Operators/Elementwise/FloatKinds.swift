import Tensors

/// IsNaN and IsInf: true where a float is none, or is beyond all numbers.
struct FloatKinds: Operator {
  static var names: [String] { ["IsNaN", "IsInf"] }

  private let isNaN: Bool
  private let findsNegative: Bool
  private let findsPositive: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isNaN = node.operation == "IsNaN"
    findsNegative = isNaN ? false : try node.flag("detect_negative", default: true)
    findsPositive = isNaN ? false : try node.flag("detect_positive", default: true)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    guard input.type.isFloat else { throw OperatorError("takes floats, not \(input.type)") }
    let found = input.numbers.map { number in
      isNaN
        ? number.isNaN
        : number.isInfinite && (number < 0 ? findsNegative : findsPositive)
    }
    return [TypedTensor(shape: input.shape, found)]
  }
}
