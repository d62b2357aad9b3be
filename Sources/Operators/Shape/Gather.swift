import Tensors

/// Gather: slices along an axis. output[a, i, b] = data[a, indices[i], b].
struct Gather: Operator {
  static var names: [String] { ["Gather"] }

  private let axis: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: 0)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let inputs = Inputs(inputs)
    let (data, indices) = (try inputs.required(0), try inputs.required(1))
    let axis = try Axes.normalized(axis, rank: data.shape.count)
    var places = try inputs.integers(1)
    for (n, place) in places.enumerated() {
      places[n] = try Axes.index(place, extent: data.shape[axis])
    }
    let taken = try data.taking(places, axis: axis)
    return [taken.reshaped(data.shape[..<axis] + indices.shape + data.shape[(axis + 1)...])]
  }
}

extension Gather: LinearOperator {
  func productForm(ofWeights shape: [Int], at place: Int) -> ProductForm? { nil }

  /// Embeddings: rows of a table are looked up.
  func matrixForm(ofWeights shape: [Int], at place: Int) -> ProductForm? {
    place == 0 && axis == 0 && shape.count >= 2 ? .rows : nil
  }

  func outputs(of inputs: [TypedTensor?], weights: [Int: any WeightMatrix])
    throws(OperatorError) -> [TypedTensor]
  {
    guard let table = weights[0] else { return try outputs(of: inputs) }
    let indices = try Inputs(inputs).required(1)
    let slices = table.shape.dropFirst()
    // A slice is several rows of the matrix where the table has more than two dimensions.
    let rows = slices.dropLast().reduce(1, *)
    var places: [Int] = []
    for index in try Inputs(inputs).integers(1) {
      let place = try Axes.index(index, extent: table.shape[0])
      places += place * rows..<(place + 1) * rows
    }
    let shape = indices.shape + slices
    try Axes.count(shape)
    return [TypedTensor(Tensor(shape: shape, values: table.rows(places)))]
  }
}

/// GatherElements: output[i, j, k] = data[i, indices[i, j, k], k] for axis 1.
struct GatherElements: Operator {
  static var names: [String] { ["GatherElements"] }

  private let axis: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    axis = try node.integer("axis", default: 0)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let data = try Inputs(inputs).required(0)
    let indices = try Inputs(inputs).required(1)
    return [data.blocks(try data.places(of: indices, axis: axis), shape: indices.shape)]
  }
}

/// GatherND: the last dimension of the indices are places in the data.
struct GatherND: Operator {
  static var names: [String] { ["GatherND"] }

  private let batchRank: Int

  init(_ node: inout OperatorNode) throws(OperatorError) {
    batchRank = try node.integer("batch_dims", default: 0)
  }

  func outputs(of inputs: [TypedTensor?]) throws(OperatorError) -> [TypedTensor] {
    let data = try Inputs(inputs).required(0)
    let indices = try Inputs(inputs).required(1)
    let slices = try data.slices(at: indices, batchRank: batchRank)
    let shape = Array(indices.shape.dropLast()) + slices.shape
    try Axes.count(shape)
    return [data.blocks(slices.places, length: slices.length, shape: shape)]
  }
}

extension TypedTensor {
  /// Places of elements: for each index that in its own place, but along the axis where it says.
  func places(of indices: TypedTensor, axis: Int) throws(OperatorError) -> [Int] {
    let split = try AxisSplit(shape, axis: axis)
    guard let wanted = indices.integers else {
      throw OperatorError("the indices are of type \(indices.type)")
    }
    guard indices.shape.count == shape.count,
      shape.indices.allSatisfy({ $0 == split.axis || indices.shape[$0] <= shape[$0] })
    else { throw OperatorError("indices of shape \(indices.shape) do not fit \(shape)") }
    var strides = Shape.strides(of: shape)
    strides[split.axis] = 0
    var places = Shape.offsets(shape: indices.shape, strides: strides)
    for (n, index) in wanted.enumerated() {
      places[n] += try Axes.index(index, extent: split.extent) * split.inner
    }
    return places
  }

  struct Slices {
    /// In units of `length` elements.
    let places: [Int]
    let length: Int
    let shape: [Int]
  }

  /// Slices of this tensor at `indices`, [batch..., ..., k]: each k numbers are a place in the
  /// dimensions behind the batch.
  func slices(at indices: TypedTensor, batchRank: Int) throws(OperatorError) -> Slices {
    guard let wanted = indices.integers else {
      throw OperatorError("the indices are of type \(indices.type)")
    }
    guard let depth = indices.shape.last, batchRank >= 0, batchRank < indices.shape.count,
      batchRank + depth <= shape.count, indices.shape.prefix(batchRank) == shape.prefix(batchRank)
    else { throw OperatorError("indices of shape \(indices.shape) do not fit \(shape)") }
    let extents = Array(shape[batchRank..<batchRank + depth])
    let count = indices.shape.dropLast().reduce(1, *)
    let perBatch = max(1, indices.shape.dropLast().dropFirst(batchRank).reduce(1, *))
    var places: [Int] = []
    for tuple in 0..<count {
      var place = tuple / perBatch
      for (n, extent) in extents.enumerated() {
        place = place * extent + (try Axes.index(wanted[tuple * depth + n], extent: extent))
      }
      places.append(place)
    }
    let rest = Array(shape[(batchRank + depth)...])
    return Slices(places: places, length: rest.reduce(1, *), shape: rest)
  }
}
