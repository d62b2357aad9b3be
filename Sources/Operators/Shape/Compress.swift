import Tensors

/// Compress: slices along an axis, or elements, where a condition is true.
struct Compress: Operator {
  static var names: [String] { ["Compress"] }

  private let axis: Int?

  init(_ node: inout OperatorNode) throws(OperatorError) { axis = try node.integer("axis") }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let condition = try Inputs(inputs).required(1)
    guard let isKept = condition.elements(as: Bool.self) else {
      throw OperatorError("the condition is of type \(condition.type), not bool")
    }
    let source = axis == nil ? input.reshaped([input.count]) : input
    let axis = try Axes.normalized(axis ?? 0, rank: source.shape.count)
    guard isKept.count <= source.shape[axis] else {
      throw OperatorError("\(isKept.count) conditions are too many for shape \(source.shape)")
    }
    return [try source.taking(isKept.indices.filter { isKept[$0] }, axis: axis)]
  }
}

/// NonZero: where elements are not zero, [rank, found] in row-major order.
struct NonZero: Operator {
  static var names: [String] { ["NonZero"] }

  init(_ node: inout OperatorNode) throws(OperatorError) {}

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let input = try Inputs(inputs).required(0)
    let numbers = input.numbers
    let found = numbers.indices.filter { numbers[$0] != 0 }
    let shape = input.shape.isEmpty ? [1] : input.shape
    let places = zip(shape, Shape.strides(of: shape)).flatMap { extent, stride in
      found.map { $0 / stride % extent }
    }
    return [TypedTensor(shape: [shape.count, found.count], integers: places)]
  }
}
