import Tensors

/// Reads an image at the points of a grid (Jaderberg et al. 2015, spatial transformers). Points are
/// between -1 and 1, the last dimension first.
struct GridSample: RealOperator {
  static let names = ["GridSample"]

  let mode: Resize.Mode
  let padding: PaddingMode
  let alignsCorners: Bool

  /// What lies outside of the image.
  enum PaddingMode: String, CaseIterable, Sendable {
    case zeros, border, reflection
  }

  init(_ node: inout OperatorNode) throws(OperatorError) {
    let word = try node.word(
      "mode", of: ["linear", "bilinear", "nearest", "cubic", "bicubic"])
    mode = word.hasSuffix("linear") ? .linear : word == "nearest" ? .nearest : .cubic
    let padding = try node.word("padding_mode", of: PaddingMode.allCases.map(\.rawValue))
    self.padding = PaddingMode(rawValue: padding) ?? .zeros
    alignsCorners = try node.flag("align_corners")
  }

  /// input: [batch, channels, extents...]; grid: [batch, points..., dimensions].
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type, ranks: 3...5)
    let grid = try inputs.reals(1, as: type)
    let extents = Array(input.shape[2...])
    guard grid.rank == input.rank, grid.shape[0] == input.shape[0],
      grid.shape[grid.rank - 1] == extents.count
    else { throw OperatorError("grid \(grid.shape) does not fit images \(input.shape)") }
    let points = Axes.product(grid.shape[1..<grid.rank - 1])
    let channels = input.shape[1]
    var output = try RealTensor<Real>(
      shape: Array(input.shape[..<2] + grid.shape[1..<grid.rank - 1]))
    guard output.count > 0 else { return [output.typed] }
    guard input.count > 0 else { throw OperatorError("images \(input.shape) are empty") }
    let size = Axes.product(extents)
    for sample in 0..<input.shape[0] {
      for point in 0..<points {
        let first = (sample * points + point) * extents.count
        let place = grid.values[first..<first + extents.count].map { Double($0) }
        let taps = taps(place.reversed(), extents)
        for channel in 0..<channels {
          let plane = sample * channels + channel
          var sum: Real = 0
          for tap in taps { sum += Real(tap.weight) * input.values[plane * size + tap.index] }
          output.values[plane * points + point] = sum
        }
      }
    }
    return [output.typed]
  }

  /// Which pixels of a plane a point reads: a product over the dimensions.
  private func taps(_ place: [Double], _ extents: [Int]) -> [ResizeAxis.Tap] {
    var taps = [ResizeAxis.Tap(index: 0, weight: 1)]
    for (x, extent) in zip(place, extents) {
      let own = axisTaps(x, extent)
      taps = taps.flatMap { outer in
        own.map { .init(index: outer.index * extent + $0.index, weight: outer.weight * $0.weight) }
      }
    }
    return taps
  }

  private func axisTaps(_ normalized: Double, _ extent: Int) -> [ResizeAxis.Tap] {
    let width = Double(extent)
    var x =
      alignsCorners
      ? (normalized + 1) / 2 * (width - 1) : ((normalized + 1) * width - 1) / 2
    guard x.isFinite else { return [] }
    if mode == .nearest { x.round(.toNearestOrEven) }
    let (lower, upper) = alignsCorners ? (0, width - 1) : (-0.5, width - 0.5)
    if x < lower || x > upper {
      switch padding {
      // The pixels around a cubic's point are clamped one by one.
      case .border where mode != .cubic: x = max(0, min(width - 1, x))
      case .reflection: x = Self.reflected(x, lower, upper)
      default: x = max(-0x1p40, min(0x1p40, x))
      }
    }
    let base = Int(x.rounded(.down))
    let (range, filter): (ClosedRange<Int>, ResizeAxis.Filter)
    switch mode {
    case .nearest: (range, filter) = (0...0, ResizeAxis.Filter(reach: 1) { _ in 1 })
    case .linear: (range, filter) = (0...1, .linear)
    case .cubic: (range, filter) = (-1...2, .cubic(-0.75))
    }
    return range.compactMap { step in
      let weight = filter.weight(Double(base + step) - x)
      return pixel(base + step, extent, lower, upper).map { .init(index: $0, weight: weight) }
    }
  }

  private func pixel(_ index: Int, _ extent: Int, _ lower: Double, _ upper: Double) -> Int? {
    if (0..<extent).contains(index) { return index }
    switch padding {
    case .zeros: return nil
    case .border: return max(0, min(extent - 1, index))
    case .reflection:
      return max(0, min(extent - 1, Int(Self.reflected(Double(index), lower, upper))))
    }
  }

  /// Back and forth between the borders.
  private static func reflected(_ x: Double, _ lower: Double, _ upper: Double) -> Double {
    let range = upper - lower
    guard range > 0 else { return lower }
    let distance = (x - lower).truncatingRemainder(dividingBy: 2 * range)
    let positive = distance < 0 ? distance + 2 * range : distance
    return lower + (positive <= range ? positive : 2 * range - positive)
  }
}
