import Tensors

/// Reshape: 0 keeps an extent, -1 takes what is left.
struct Reshape: Operator {
  static var names: [String] { ["Reshape"] }

  private let shape: MovedSetting
  /// Whether 0 means an extent of none.
  private let allowsZero: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    shape = try MovedSetting("shape", input: 1, &node)
    allowsZero = try node.flag("allowzero")
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    guard let wanted = try shape.value(Inputs(inputs)) else {
      throw OperatorError("has no shape")
    }
    return [input.reshaped(try resolved(wanted, for: input))]
  }

  private func resolved(_ wanted: [Int], for input: TypedTensor) throws(OperatorError) -> [Int] {
    var shape = wanted
    if !allowsZero {
      for (axis, extent) in wanted.enumerated() where extent == 0 {
        guard input.shape.indices.contains(axis) else {
          throw OperatorError("shape \(wanted) keeps an extent that \(input.shape) does not have")
        }
        shape[axis] = input.shape[axis]
      }
    }
    if let open = shape.firstIndex(of: -1) {
      shape[open] = 1
      let rest = try Axes.count(shape)
      guard rest > 0 else { throw OperatorError("shape \(wanted) leaves an extent open beside 0") }
      shape[open] = input.count / rest
    }
    guard try Axes.count(shape) == input.count else {
      throw OperatorError("shape \(input.shape) cannot become \(wanted)")
    }
    return shape
  }
}

/// Flatten: the dimensions before an axis become one, and those from it on.
struct Flatten: Operator {
  static var names: [String] { ["Flatten"] }

  private let axis: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: 1)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let rank = input.shape.count
    guard axis >= -rank, axis <= rank else {
      throw OperatorError("axis \(axis) is beyond rank \(rank)")
    }
    let split = axis < 0 ? axis + rank : axis
    let (outer, inner) = (input.shape[..<split], input.shape[split...])
    return [input.reshaped([outer.reduce(1, *), inner.reduce(1, *)])]
  }
}
