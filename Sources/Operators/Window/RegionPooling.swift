import Tensors

/// Blends each cell of each region from points between pixels (He et al. 2017, Mask R-CNN).
struct RoiAlign: RealOperator {
  static let names = ["RoiAlign"]

  let takesLargest: Bool
  let isHalfPixel: Bool
  let height: Int
  let width: Int
  let samplingRatio: Int
  let scale: Float

  init(_ node: inout OperatorNode) throws(OperatorError) {
    takesLargest = try node.word("mode", of: ["avg", "max"]) == "max"
    // Opset 10 had no half pixels.
    let words = ["half_pixel", "output_half_pixel"]
    let word = try node.word(
      "coordinate_transformation_mode", of: node.version < 16 ? words.reversed() : words)
    isHalfPixel = word == "half_pixel"
    height = try node.integer("output_height", default: 1)
    width = try node.integer("output_width", default: 1)
    samplingRatio = try node.integer("sampling_ratio", default: 0)
    scale = try node.number("spatial_scale", default: 1)
    guard (1...SpatialSettings.largest).contains(height),
      (1...SpatialSettings.largest).contains(width), (0...1024).contains(samplingRatio)
    else { throw OperatorError("output_height, output_width or sampling_ratio is not possible") }
  }

  /// Inputs: images, regions [count, 4] as x1, y1, x2, y2, each region's image.
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type, ranks: 4...4)
    let regions = try inputs.reals(1, as: type, ranks: 2...2)
    let images = try inputs.integers(2)
    guard regions.shape == [images.count, 4], input.count > 0,
      images.allSatisfy({ (0..<input.shape[0]).contains($0) })
    else { throw OperatorError("regions \(regions.shape) do not fit images \(input.shape)") }
    let channels = input.shape[1]
    var output = try RealTensor<Real>(shape: [images.count, channels, height, width])
    let size = input.shape[2] * input.shape[3]
    for (region, image) in images.enumerated() {
      let corners = regions.values[region * 4..<region * 4 + 4].map { Double($0) }
      let (rows, columns) = try (
        samples(corners[1], corners[3], cells: height, extent: input.shape[2]),
        samples(corners[0], corners[2], cells: width, extent: input.shape[3])
      )
      for cell in 0..<height * width {
        let (ys, xs) = (rows[cell / width], columns[cell % width])
        for channel in 0..<channels {
          let plane = (image * channels + channel) * size
          output.values[(region * channels + channel) * height * width + cell] = pooled(
            input.values[plane..<plane + size], ys, xs, width: input.shape[3])
        }
      }
    }
    return [output.typed]
  }

  /// For each cell its sample points, each with the pixels that it lies between.
  private func samples(_ start: Double, _ end: Double, cells: Int, extent: Int)
    throws(OperatorError) -> [[[ResizeAxis.Tap]]]
  {
    let offset = isHalfPixel ? 0.5 : 0
    let first = start * Double(scale) - offset
    let length = end * Double(scale) - offset - first
    let span = isHalfPixel ? length : max(length, 1)
    guard first.isFinite, abs(span) < 0x1p24 else { throw OperatorError("a region is endless") }
    let cell = span / Double(cells)
    let count = samplingRatio > 0 ? samplingRatio : max(0, Int(cell.rounded(.up)))
    return (0..<cells).map { index in
      (0..<count).map { sample in
        Self.taps(
          first + (Double(index) + (Double(sample) + 0.5) / Double(count)) * cell, extent)
      }
    }
  }

  private static func taps(_ x: Double, _ extent: Int) -> [ResizeAxis.Tap] {
    guard x >= -1, x <= Double(extent) else { return [] }
    let inside = max(0, min(x, Double(extent - 1)))
    let lower = Int(inside)
    let upper = min(lower + 1, extent - 1)
    let share = inside - Double(lower)
    return [.init(index: lower, weight: 1 - share), .init(index: upper, weight: share)]
  }

  /// The mean of all points; or the largest weighted pixel, as ONNX defines it.
  private func pooled<Real: RealElement>(
    _ plane: ArraySlice<Real>, _ ys: [[ResizeAxis.Tap]], _ xs: [[ResizeAxis.Tap]], width: Int
  ) -> Real {
    var (sum, largest): (Real, Real?) = (0, nil)
    for y in ys {
      for x in xs {
        let terms = y.flatMap { row in
          x.map { column in
            Real(row.weight * column.weight)
              * plane[plane.startIndex + row.index * width + column.index]
          }
        }
        sum += terms.reduce(0, +)
        let best = terms.max() ?? 0
        largest = largest.map { max($0, best) } ?? best
      }
    }
    if takesLargest { return largest ?? 0 }
    return sum / Real(max(ys.count * xs.count, 1))
  }
}

/// The largest pixel of each cell of each region (Girshick 2015, Fast R-CNN).
struct MaxRoiPool: RealOperator {
  static let names = ["MaxRoiPool"]

  let cells: [Int]
  let scale: Float

  init(_ node: inout OperatorNode) throws(OperatorError) {
    cells = try node.integers("pooled_shape") ?? []
    scale = try node.number("spatial_scale", default: 1)
    guard cells.count == 2, cells.allSatisfy({ (1...SpatialSettings.largest).contains($0) })
    else { throw OperatorError("pooled_shape \(cells) is not possible") }
  }

  /// Inputs: images, regions [count, 5] as image, x1, y1, x2, y2.
  func results<Real: RealElement>(of inputs: Inputs, as type: Real.Type)
    throws(OperatorError) -> [TypedTensor]
  {
    let input = try inputs.reals(0, as: type, ranks: 4...4)
    let regions = try inputs.reals(1, as: type, ranks: 2...2)
    let (channels, count) = (input.shape[1], regions.shape[0])
    guard regions.shape[1] == 5, regions.values.allSatisfy({ abs($0) < 0x1p24 }) else {
      throw OperatorError("regions \(regions.shape) do not fit images \(input.shape)")
    }
    var output = try RealTensor<Real>(shape: [count, channels] + cells)
    let (height, width) = (input.shape[2], input.shape[3])
    for region in 0..<count {
      let numbers = regions.values[region * 5..<region * 5 + 5].map { Double($0) }
      let image = Int(numbers[0])
      guard (0..<input.shape[0]).contains(image) else {
        throw OperatorError("there is no image \(image)")
      }
      let rows = cellRanges(numbers[2], numbers[4], cells[0], extent: height)
      let columns = cellRanges(numbers[1], numbers[3], cells[1], extent: width)
      for channel in 0..<channels {
        let plane = (image * channels + channel) * height * width
        for cell in 0..<cells[0] * cells[1] {
          let pixels = rows[cell / cells[1]].lazy.flatMap { y in
            columns[cell % cells[1]].lazy.map { input.values[plane + y * width + $0] }
          }
          output.values[(region * channels + channel) * cells[0] * cells[1] + cell] =
            pixels.max() ?? 0
        }
      }
    }
    return [output.typed]
  }

  private func cellRanges(_ start: Double, _ end: Double, _ count: Int, extent: Int)
    -> [Range<Int>]
  {
    let first = (start * Double(scale)).rounded()
    let last = (end * Double(scale)).rounded()
    let size = max(last - first + 1, 1) / Double(count)
    return (0..<count).map { cell in
      func clamped(_ x: Double) -> Int { Int(max(0, min(Double(extent), x))) }
      let lower = clamped((Double(cell) * size).rounded(.down) + first)
      return lower..<max(lower, clamped((Double(cell + 1) * size).rounded(.up) + first))
    }
  }
}
