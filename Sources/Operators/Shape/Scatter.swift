import Tensors

/// ScatterElements, and Scatter as it was called before: elements put where indices say along an
/// axis. ScatterND: slices put at places.
struct Scatter: Operator {
  static var names: [String] { ["Scatter", "ScatterElements", "ScatterND"] }

  private let axis: Int?
  private let reduction: ScatterReduction?

  /// Whether what is put somewhere is combined with what is there.
  var isReduction: Bool { reduction != nil }

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = node.operation == "ScatterND" ? nil : try node.integer("axis", default: 0)
    reduction = ScatterReduction(
      rawValue: try node.word("reduction", of: ["none", "add", "mul", "max", "min"]))
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let (data, indices) = (try inputs.required(0), try inputs.required(1))
    let updates = try inputs.required(2)
    try updates.requireType(data.type, "the updates")
    let (places, length, shape) = try targets(data, indices)
    guard updates.shape == shape else {
      throw OperatorError("updates of shape \(updates.shape) are not \(shape)")
    }
    guard let reduction else {
      return [data.replacing(places, length: length, with: updates)]
    }
    return [
      try data.elements.visit(
        Reducing(
          shape: data.shape, reduction: reduction, places: places, length: length,
          updates: updates.elements))
    ]
  }

  /// Where blocks go, how long they are, and the shape of all together.
  private func targets(_ data: TypedTensor, _ indices: TypedTensor) throws(OperatorError)
    -> (places: [Int], length: Int, shape: [Int])
  {
    if let axis { return (try data.places(of: indices, axis: axis), 1, indices.shape) }
    let slices = try data.slices(at: indices, batchRank: 0)
    return (slices.places, slices.length, indices.shape.dropLast() + slices.shape)
  }

  private struct Reducing: NumberVisitor {
    let shape: [Int]
    let reduction: ScatterReduction
    let places: [Int]
    let length: Int
    let updates: TypedTensor.Elements

    func visit<Element: NumberElement>(_ elements: [Element]) throws(OperatorError) -> TypedTensor {
      let updates = Element.array(updates) ?? []
      var result = elements
      for (block, place) in places.enumerated() {
        for index in 0..<length {
          let target = place * length + index
          result[target] = reduction.combine(result[target], updates[block * length + index])
        }
      }
      return TypedTensor(shape: shape, result)
    }
  }
}

/// What becomes of an element and one that is put onto it.
private enum ScatterReduction: String {
  case add, mul, max, min

  func combine<Element: NumberElement>(_ old: Element, _ new: Element) -> Element {
    switch self {
    case .add: Element.sum(old, new)
    case .mul: Element.product(old, new)
    case .max: Element.larger(old, new)
    case .min: Element.smaller(old, new)
    }
  }
}

/// TensorScatter: a piece put into a cache along an axis, for each sequence of the batch where its
/// index says.
struct TensorScatter: Operator {
  static var names: [String] { ["TensorScatter"] }

  private let axis: Int
  private let isCircular: Bool

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: -2)
    isCircular = try node.word("mode", of: ["linear", "circular"]) == "circular"
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let (cache, update) = (try inputs.required(0), try inputs.required(1))
    try update.requireType(cache.type, "the update")
    let split = try AxisSplit(cache.shape, axis: axis)
    var shape = update.shape
    guard split.axis > 0, shape.count == cache.shape.count, shape[split.axis] <= split.extent
    else { throw OperatorError("shapes \(cache.shape) and \(shape) do not fit each other") }
    let steps = shape[split.axis]
    shape[split.axis] = split.extent
    let starts =
      try inputs.optionalIntegers(2) ?? [Int](repeating: 0, count: cache.shape[0])
    guard shape == cache.shape, starts.count == cache.shape[0] else {
      throw OperatorError("shapes \(cache.shape) and \(update.shape) do not fit each other")
    }
    var places: [Int] = []
    for outer in 0..<split.outer {
      let start = starts[outer / (split.outer / starts.count)]
      guard start >= 0, isCircular || start <= split.extent - steps else {
        throw OperatorError("index \(start) is beyond extent \(split.extent)")
      }
      for step in 0..<steps {
        places.append(outer * split.extent + (start % max(1, split.extent) + step) % split.extent)
      }
    }
    return [cache.replacing(places, length: split.inner, with: update)]
  }
}
