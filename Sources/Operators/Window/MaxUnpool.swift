import Tensors

/// Puts the results of a pooling back to where they came from; everything else is zero.
struct MaxUnpool: RealOperator {
  static let names = ["MaxUnpool"]

  let settings: SpatialSettings

  init(_ node: inout OperatorNode) throws(OperatorError) {
    settings = try SpatialSettings(&node)
  }

  /// Inputs: values, their places in the whole output, the output's shape.
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type)
    let places = try inputs.integers(1)
    let inferred = try inferredShape(input.shape)
    var output = try RealTensor<Real>(shape: inputs.optionalIntegers(2) ?? inferred)
    let count = try Axes.count(inferred)
    guard output.rank == inferred.count, places.count == input.count,
      places.allSatisfy({ (0..<count).contains($0) })
    else { throw OperatorError("places do not fit an output \(output.shape)") }
    for (place, value) in zip(places, input.values) {
      guard let target = Self.place(place, of: inferred, in: output.shape) else {
        throw OperatorError("place \(place) is beyond the output \(output.shape)")
      }
      output.values[target] = value
    }
    return [output.typed]
  }

  /// Places count in the shape that the settings give, whose corner lies in the output's.
  private static func place(_ place: Int, of inner: [Int], in outer: [Int]) -> Int? {
    var (rest, unit, result) = (place, 1, 0)
    for (own, extent) in zip(inner, outer).reversed() {
      guard rest % own < extent else { return nil }
      result += rest % own * unit
      rest /= own
      unit *= extent
    }
    return result
  }

  private func inferredShape(_ input: [Int]) throws(OperatorError) -> [Int] {
    guard let kernel = settings.kernel, input.count == kernel.count + 2 else {
      throw OperatorError("kernel_shape does not fit images \(input)")
    }
    let (stride, _) = try settings.steps(rank: kernel.count)
    let (leading, trailing) = try settings.explicitPads(rank: kernel.count)
    return input[..<2]
      + kernel.indices.map {
        (input[$0 + 2] - 1) * stride[$0] - leading[$0] - trailing[$0] + kernel[$0]
      }
  }
}
