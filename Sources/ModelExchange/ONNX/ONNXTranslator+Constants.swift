import Networks
import Tensors

extension ONNXTranslator {
  /// Of numbers that are computed while the file is read: shapes and axes.
  private static let longestList = 1 << 16

  /// What a node gives when that is known without running the network. Extents come from shapes
  /// that the network has; the batch counts as 0, which means "as it was" to a later Reshape.
  func constant(_ node: ONNXGraph.Node) throws(ModelExchangeError) -> ONNXTensor? {
    if node.operation == "Constant" { return try literal(node) }
    if node.operation == "Shape", let shape = builder.shape(of: try value(node, 0)) {
      return ONNXTensor(integers: [0] + shape, shape: [shape.count + 1])
    }
    guard let first = node.input(0), let tensor = constants[first] else { return nil }
    switch node.operation {
    case "Identity", "Cast": return tensor
    case "Reshape": return try reshaped(tensor, to: try integers(node, 1) ?? [], node)
    case "Transpose": return try transposed(tensor, node)
    case "Slice":
      guard tensor.shape.count == 1, !tensor.isFractional else { return nil }
      let places = try range(node, extents: tensor.shape).range
      let numbers = Array(try tensor.wholeNumbers(files)[places])
      return ONNXTensor(integers: numbers, shape: [numbers.count])
    case "Unsqueeze":
      guard !tensor.isFractional else { return try unsqueezed(tensor, node) }
      return ONNXTensor(integers: try tensor.wholeNumbers(files), shape: [try tensor.count()])
    case "Squeeze": return ONNXTensor(integers: try tensor.wholeNumbers(files), shape: [])
    case "Gather":
      let (numbers, places) = (try tensor.wholeNumbers(files), try integers(node, 1) ?? [])
      let picked = places.map { $0 < 0 ? $0 + numbers.count : $0 }
      guard picked.allSatisfy(numbers.indices.contains) else {
        throw refuse(node, "reaches beyond its input")
      }
      return ONNXTensor(integers: picked.map { numbers[$0] }, shape: [picked.count])
    case "Concat":
      var numbers: [Int] = []
      for index in node.inputs.indices {
        numbers += try integers(node, index) ?? []
        guard numbers.count <= Self.longestList else {
          throw refuse(node, "gives more than \(Self.longestList) numbers")
        }
      }
      return ONNXTensor(integers: numbers, shape: [numbers.count])
    default: return nil
    }
  }

  /// The same numbers in another shape.
  private func reshaped(
    _ tensor: ONNXTensor, to asked: [Int], _ node: ONNXGraph.Node
  ) throws(ModelExchangeError) -> ONNXTensor {
    var target = asked.enumerated().map {
      $1 == 0 && tensor.shape.indices.contains($0) ? tensor.shape[$0] : $1
    }
    let count = try tensor.count()
    let rest = target.filter { $0 != -1 }
    guard rest.allSatisfy({ (1...max(1, count)).contains($0) }), rest.count <= 8,
      rest.count + 1 >= target.count
    else { throw refuse(node, "to \(asked) does not fit") }
    let known = rest.reduce(1) { $0 > count ? $0 : $0 * $1 }
    if let open = target.firstIndex(of: -1) { target[open] = count / known }
    guard target.reduce(1, { $0 > count ? $0 : $0 * $1 }) == count else {
      throw refuse(node, "to \(asked) does not fit")
    }
    var result = tensor
    result.shape = target
    return result
  }

  private func unsqueezed(_ tensor: ONNXTensor, _ node: ONNXGraph.Node) throws(ModelExchangeError)
    -> ONNXTensor
  {
    let given = try numbers(node, "axes", 1) ?? []
    let rank = tensor.shape.count + given.count
    let axes = Set(given.map { $0 < 0 ? $0 + rank : $0 })
    guard rank <= 8, axes.count == given.count, axes.allSatisfy((0..<rank).contains) else {
      throw refuse(node, "of axes \(given) is not possible")
    }
    var (result, rest) = (tensor, tensor.shape[...])
    result.shape = (0..<rank).map { axes.contains($0) ? 1 : rest.popFirst() ?? 1 }
    return result
  }

  /// A matrix the other way round; nil for all else.
  private func transposed(_ tensor: ONNXTensor, _ node: ONNXGraph.Node) throws(ModelExchangeError)
    -> ONNXTensor?
  {
    guard tensor.shape.count == 2, tensor.isFractional, node.integers("perm") ?? [1, 0] == [1, 0]
    else { return nil }
    let matrix = Tensor(shape: tensor.shape, values: try tensor.values(files)).transposed()
    return ONNXTensor(floats: matrix.values, shape: matrix.shape)
  }

  /// A constant of one number.
  func number(_ name: String) -> Float? {
    guard let tensor = constants[name], (try? tensor.count()) == 1 else { return nil }
    return (try? tensor.values(files))?.first
  }

  /// Gather over a list of constant numbers with fractions: a codebook and codes.
  func sharedWeights(_ node: ONNXGraph.Node) throws(ModelExchangeError)
    -> ONNXSharedWeights?
  {
    guard node.operation == "Gather", node.integer("axis", default: 0) == 0,
      let first = node.input(0),
      let codebook = constants[first], codebook.isFractional, codebook.shape.count == 1,
      let codes = try tensor(node, 1)
    else { return nil }
    let centroids: [Float]
    let numbers: [Int]
    do { (centroids, numbers) = (try codebook.values(files), try codes.wholeNumbers(files)) } catch
    {
      throw .inEntry(name: first, error)
    }
    guard let weights = ONNXSharedWeights(shape: codes.shape, centroids: centroids, codes: numbers)
    else {
      throw refuse(node, "reaches beyond its codebook")
    }
    return weights
  }

  private func literal(_ node: ONNXGraph.Node) throws(ModelExchangeError) -> ONNXTensor {
    let attributes = node.attributes
    if let tensor = attributes["value"]?.tensor { return tensor }
    if let number = attributes["value_float"]?.number {
      return ONNXTensor(floats: [number], shape: [])
    }
    if let number = attributes["value_int"]?.integer {
      return ONNXTensor(integers: [number], shape: [])
    }
    if let numbers = attributes["value_floats"]?.floats {
      return ONNXTensor(floats: numbers, shape: [numbers.count])
    }
    if let numbers = attributes["value_ints"]?.integers {
      return ONNXTensor(integers: numbers, shape: [numbers.count])
    }
    throw refuse(node, "has no number")
  }
}
