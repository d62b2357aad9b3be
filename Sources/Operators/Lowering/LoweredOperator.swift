import Tensors

/// An operator whose work can be said as a loop when all shapes are known.
public protocol LoweredOperator: Operator {
  /// Throws, in words that follow the operator's name, for settings that have no such loop.
  func lowered(_ trace: OperatorTrace) throws(OperatorError) -> LoweredStep
}

/// What an operator read and gave once: its shapes are those of all times.
public struct OperatorTrace: Sendable {
  public let inputs: [TypedTensor?]
  public let outputs: [TypedTensor]
  /// Whether an input depends on the network's inputs.
  public let isDynamic: [Bool]

  public init(inputs: [TypedTensor?], outputs: [TypedTensor], isDynamic: [Bool]) {
    (self.inputs, self.outputs, self.isDynamic) = (inputs, outputs, isDynamic)
  }

  func shape(_ input: Int) throws(OperatorError) -> [Int] {
    guard inputs.indices.contains(input), let tensor = inputs[input] else {
      throw OperatorError("input \(input) is missing")
    }
    return tensor.shape
  }

  func has(_ input: Int) -> Bool { inputs.indices.contains(input) && inputs[input] != nil }

  /// A constant of floats; nil when it is left out.
  func constant(_ input: Int) throws(OperatorError) -> [Float]? {
    guard has(input) else { return nil }
    guard !isDynamic[input] else { throw OperatorError("input \(input) is not constant") }
    return inputs[input]?.cast(to: .float32).tensor?.values
  }
}
