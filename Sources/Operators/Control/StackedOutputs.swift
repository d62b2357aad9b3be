import Tensors

/// What the steps of a loop give, one slice each along a new axis.
struct StackedOutputs {
  private var slices: [[TypedTensor]]
  private var elements = 0

  init(count: Int) { slices = Array(repeating: [], count: count) }

  /// Throws when all together would be too large.
  mutating func append(_ values: ArraySlice<TypedTensor>) throws(OperatorError) {
    for (index, value) in values.enumerated() {
      // Empty slices take room as well.
      elements += value.count + 1
      guard elements <= Axes.largestCount else {
        throw OperatorError("gives more than \(Axes.largestCount) elements")
      }
      slices[index].append(value)
    }
  }

  /// Output `index` along `axis` of it, in the order of the steps or against it.
  func stacked(_ index: Int, axis: Int = 0, isReverse: Bool = false) throws(OperatorError)
    -> TypedTensor
  {
    guard let first = slices[index].first else {
      throw OperatorError("does no step, which leaves the shape of output \(index) unknown")
    }
    let axis = try Axes.normalized(axis, rank: first.shape.count + 1)
    let steps = isReverse ? slices[index].reversed() : slices[index]
    return try TypedTensor.concatenated(
      steps.map { step in
        var shape = step.shape
        shape.insert(1, at: min(axis, shape.count))
        return step.reshaped(shape)
      }, axis: axis)
  }
}
