import Tensors

/// And, Or, Xor and Not of Booleans, and the same of the bits of whole numbers.
struct Logic: Operator {
  static var names: [String] { operations + operations.map { "Bitwise" + $0 } }
  private static let operations = ["And", "Or", "Xor", "Not"]

  private let name: String
  private let isBitwise: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    isBitwise = node.operation.hasPrefix("Bitwise")
    name = isBitwise ? String(node.operation.dropFirst("Bitwise".count)) : node.operation
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let left = try Inputs(inputs).required(0)
    let right = name == "Not" ? left : try Inputs(inputs).required(1)
    try right.requireType(left.type, "input 1")
    let broadcast = try Broadcast([left.shape, right.shape])
    guard !isBitwise else {
      return [
        try left.elements.visit(
          integers: BitLogic(name: name, right: right.elements, broadcast: broadcast))
      ]
    }
    guard let a = left.elements(as: Bool.self), let b = right.elements(as: Bool.self) else {
      throw OperatorError("takes bool, not \(left.type)")
    }
    let result =
      switch name {
      case "And": broadcast.combine(a, b) { $0 && $1 }
      case "Or": broadcast.combine(a, b) { $0 || $1 }
      case "Xor": broadcast.combine(a, b) { $0 != $1 }
      default: TypedTensor(shape: left.shape, a.map { !$0 })
      }
    return [result]
  }

  private struct BitLogic: IntegerVisitor {
    let name: String
    let right: TypedTensor.Elements
    let broadcast: Broadcast

    func visit<Element: IntegerElement>(_ left: [Element]) throws(OperatorError) -> TypedTensor {
      let right = Element.array(right) ?? []
      return switch name {
      case "And": broadcast.combine(left, right) { $0 & $1 }
      case "Or": broadcast.combine(left, right) { $0 | $1 }
      case "Xor": broadcast.combine(left, right) { $0 ^ $1 }
      default: TypedTensor(shape: broadcast.shape, left.map { ~$0 })
      }
    }
  }
}

/// BitShift: to the right, signs are extended; distances beyond the width leave nothing else, and
/// negative ones count as such (operator set 28 says so, earlier ones say nothing).
struct BitShift: Operator {
  static var names: [String] { ["BitShift"] }

  private let isLeft: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    guard let direction = try node.text("direction"), ["LEFT", "RIGHT"].contains(direction) else {
      throw OperatorError("'direction' is neither LEFT nor RIGHT")
    }
    isLeft = direction == "LEFT"
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let (left, right) = (try Inputs(inputs).required(0), try Inputs(inputs).required(1))
    try right.requireType(left.type, "input 1")
    let shift = Shift(
      isLeft: isLeft, distances: right.elements,
      broadcast: try Broadcast([left.shape, right.shape]))
    return [try left.elements.visit(integers: shift)]
  }

  private struct Shift: IntegerVisitor {
    let isLeft: Bool
    let distances: TypedTensor.Elements
    let broadcast: Broadcast

    func visit<Element: IntegerElement>(_ values: [Element]) throws(OperatorError) -> TypedTensor {
      broadcast.combine(values, Element.array(distances) ?? []) { value, distance in
        let distance = distance < 0 ? Element.bitWidth : Int(clamping: distance)
        return isLeft ? value << distance : value >> distance
      }
    }
  }
}
