import Tensors

/// How one dimension of an image is resized: for each output which inputs it reads, and how much of
/// each.
struct ResizeAxis: Sendable {
  enum Coordinates: String, CaseIterable, Sendable {
    case halfPixel = "half_pixel"
    case halfPixelSymmetric = "half_pixel_symmetric"
    case pytorchHalfPixel = "pytorch_half_pixel"
    case alignCorners = "align_corners"
    case asymmetric
    case cropAndResize = "tf_crop_and_resize"
  }

  enum Rounding: String, CaseIterable, Sendable {
    case preferFloor = "round_prefer_floor"
    case preferCeil = "round_prefer_ceil"
    case floor, ceil
    /// Before opset 11: up when the image shrinks, down when it grows.
    case simple

    func callAsFunction(_ x: Double, scale: Double) -> Int {
      switch self {
      case .preferFloor: Int((x - 0.5).rounded(.up))
      case .preferCeil: Int((x + 0.5).rounded(.down))
      case .floor: Int(x.rounded(.down))
      case .ceil: Int(x.rounded(.up))
      case .simple: Int(x.rounded(scale < 1 ? .up : .down))
      }
    }
  }

  let input: Int
  let output: Int
  let scale: Double
  /// Start and end of the part that is cropped, as fractions of the image.
  let region: (start: Double, end: Double)

  /// Where in the input an output lies, kept within what an integer holds. With 32 bits, as other
  /// programs compute it: where it lies between two pixels decides which one is the nearest.
  func coordinate(_ index: Int, _ coordinates: Coordinates) -> Double {
    let (x, width, scale) = (Float(index), Float(input), Float(scale))
    let wide = scale * width
    let result: Float
    switch coordinates {
    case .halfPixel: result = (x + 0.5) / scale - 0.5
    case .halfPixelSymmetric:
      let offset = width / 2 * (1 - Float(output) / wide)
      result = offset + (x + 0.5) / scale - 0.5
    case .pytorchHalfPixel: result = output == 1 ? 0 : (x + 0.5) / scale - 0.5
    case .alignCorners: result = wide == 1 ? 0 : x * (width - 1) / (wide - 1)
    case .asymmetric: result = x / scale
    case .cropAndResize:
      let (start, end) = (Float(region.start), Float(region.end))
      result =
        output == 1
        ? 0.5 * (start + end) * (width - 1)
        : start * (width - 1) + x * (end - start) * (width - 1) / Float(output - 1)
    }
    return result.isFinite ? Double(max(-0x1p40, min(0x1p40, result))) : 0
  }

  func isOutside(_ coordinate: Double) -> Bool {
    coordinate < 0 || coordinate > Double(input - 1)
  }

  /// The input nearest to each output.
  func nearest(_ coordinates: Coordinates, _ rounding: Rounding) -> [Int] {
    (0..<output).map { index in
      max(0, min(input - 1, rounding(coordinate(index, coordinates), scale: scale)))
    }
  }

  /// A filter: how much an input counts at a distance from where the output lies; zero from `reach`
  /// on.
  struct Filter: Sendable {
    let reach: Double
    let weight: @Sendable (Double) -> Double

    static let linear = Filter(reach: 1) { max(0, 1 - abs($0)) }

    /// Cubic convolution (Keys 1981).
    static func cubic(_ a: Double) -> Filter {
      Filter(reach: 2) { distance in
        let x = abs(distance)
        if x <= 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
        return x < 2 ? ((a * x - 5 * a) * x + 8 * a) * x - 4 * a : 0
      }
    }
  }

  struct Tap: Sendable {
    let index: Int
    let weight: Double
  }

  /// What each output reads. A shrinking image is smoothed when the filter is stretched with it.
  /// Inputs outside are those at the edge, or do not count.
  func taps(_ coordinates: Coordinates, _ filter: Filter, antialias: Bool, excludesOutside: Bool)
    -> [[Tap]]
  {
    let stretch = antialias ? min(scale, 1) : 1
    let reach = filter.reach / stretch
    return (0..<output).map { index in
      let center = coordinate(index, coordinates)
      let first = Int((center - reach).rounded(.down)) + 1
      let last = max(first, Int((center + reach).rounded(.up)) - 1)
      var weights = (first...last).map { filter.weight((Double($0) - center) * stretch) }
      if excludesOutside {
        for place in weights.indices where !(0..<input).contains(first + place) {
          weights[place] = 0
        }
      }
      let sum = antialias || excludesOutside ? weights.reduce(0, +) : 1
      return weights.enumerated().map { place, weight in
        Tap(
          index: max(0, min(input - 1, first + place)), weight: sum == 0 ? 0 : weight / sum)
      }
    }
  }
}
