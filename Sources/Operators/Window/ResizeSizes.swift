import Tensors

/// Where a Resize node says how large the output is.
struct ResizeSizes: Sendable {
  enum Policy: String, CaseIterable, Sendable {
    case stretch
    case notLarger = "not_larger"
    case notSmaller = "not_smaller"
  }

  let policy: Policy
  private let chosenAxes: [Int]?
  /// Before opset 9 an attribute.
  private let fixedScales: [Float]?
  private let scaleInput: Int

  init(_ node: inout OperatorNode, scaleInput: Int) throws(OperatorError) {
    let word = try node.word(
      "keep_aspect_ratio_policy", of: Policy.allCases.map(\.rawValue))
    policy = Policy(rawValue: word) ?? .stretch
    chosenAxes = try node.integers("axes")
    fixedScales = try node.numbers("scales")
    self.scaleInput = scaleInput
  }

  /// Inputs: image, then the region (opset 11), scales, sizes.
  func axes(of shape: [Int], _ inputs: Inputs, crops: Bool) throws(OperatorError)
    -> [ResizeAxis]
  {
    var chosen: [Int] = []
    for axis in chosenAxes ?? Array(shape.indices) {
      chosen.append(try Axes.normalized(axis, rank: shape.count))
    }
    guard Set(chosen).count == chosen.count else { throw OperatorError("an axis is there twice") }
    let (scales, sizes) = try extents(chosen.map { shape[$0] }, inputs)
    var region = [Double](repeating: 0, count: chosen.count) + chosen.map { _ in 1 }
    if crops {
      region = try inputs.vector(1, as: Double.self, count: 2 * chosen.count)
    }
    return shape.indices.map { dimension in
      guard let place = chosen.firstIndex(of: dimension) else {
        return ResizeAxis(
          input: shape[dimension], output: shape[dimension], scale: 1, region: (0, 1))
      }
      return ResizeAxis(
        input: shape[dimension], output: sizes[place], scale: scales[place],
        region: (region[place], region[chosen.count + place]))
    }
  }

  private func extents(_ input: [Int], _ inputs: Inputs) throws(OperatorError)
    -> (scales: [Double], sizes: [Int])
  {
    var scales = fixedScales ?? []
    if fixedScales == nil, let given = try inputs.optionalReals(scaleInput, as: Float.self) {
      scales = given.values
    }
    guard scales.isEmpty else {
      guard scales.count == input.count, scales.allSatisfy({ $0 > 0 && $0 < 0x1p31 }) else {
        throw OperatorError("scales \(scales) do not fit extents \(input)")
      }
      let sizes = zip(input, scales).map { Int((Float($0) * $1).rounded(.down)) }
      return (scales.map { Double($0) }, sizes)
    }
    let sizes = try inputs.optionalIntegers(3) ?? []
    guard sizes.count == input.count,
      sizes.allSatisfy({ (0...Axes.largestCount).contains($0) }),
      input.allSatisfy({ $0 > 0 })
    else { throw OperatorError("sizes \(sizes) do not fit extents \(input)") }
    let ratios = zip(input, sizes).map { Double($1) / Double($0) }
    guard policy != .stretch, let smallest = ratios.min(), let largest = ratios.max() else {
      return (ratios, sizes)
    }
    let scale = policy == .notLarger ? smallest : largest
    return (
      ratios.map { _ in scale },
      input.map { min(Axes.largestCount, Int((scale * Double($0) + 0.5).rounded(.down))) }
    )
  }
}
