import Tensors

/// Constant: a tensor out of the file.
struct Constant: Operator {
  static var names: [String] { ["Constant"] }

  private let value: TypedTensor

  init(_ node: inout OperatorNode) throws(OperatorError) {
    if let value = try node.tensor("value") {
      self.value = value
    } else if let number = try node.number("value_float") {
      value = TypedTensor(shape: [], [number])
    } else if let numbers = try node.numbers("value_floats") {
      value = TypedTensor(shape: [numbers.count], numbers)
    } else if let integer = try node.integer("value_int") {
      value = TypedTensor(shape: [], integers: [integer])
    } else if let integers = try node.integers("value_ints") {
      value = TypedTensor(shape: [integers.count], integers: integers)
    } else {
      throw OperatorError("has no numbers")
    }
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] { [value] }
}

/// ConstantOfShape: one value everywhere; zero when the node does not say which.
struct ConstantOfShape: Operator {
  static var names: [String] { ["ConstantOfShape"] }

  private let value: TypedTensor

  init(_ node: inout OperatorNode) throws(OperatorError) {
    let value = try node.tensor("value") ?? TypedTensor(shape: [1], [Float(0)])
    guard value.count == 1 else { throw OperatorError("'value' is not one number") }
    self.value = value.reshaped([])
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let shape = try Inputs(inputs).integers(0)
    try Axes.count(shape)
    return [value.broadcast(to: shape)]
  }
}

/// Range: start, start + delta, ... up to the limit, without it.
struct NumberRange: Operator {
  static var names: [String] { ["Range"] }

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let type = try Inputs(inputs).required(0).type
    var ends: [Double] = []
    for index in 0..<3 {
      try Inputs(inputs).required(index).requireType(type, "input \(index)")
      ends.append(try Inputs(inputs).optionalNumber(index) ?? 0)
    }
    let steps = ((ends[1] - ends[0]) / ends[2]).rounded(.up)
    guard type != .bool, ends[2] != 0, !steps.isNaN, steps <= Double(Axes.largestCount) else {
      throw OperatorError("\(ends[0]) to \(ends[1]) by \(ends[2]) is no range")
    }
    return [
      try type.none.visit(Steps(start: ends[0], delta: ends[2], count: Int(max(0, steps))))
    ]
  }

  private struct Steps: NumberVisitor {
    let start: Double
    let delta: Double
    let count: Int

    func visit<Element: NumberElement>(_ none: [Element]) throws(OperatorError) -> TypedTensor {
      TypedTensor(
        shape: [count], (0..<count).map { Element(number: start + Double($0) * delta) })
    }
  }
}
