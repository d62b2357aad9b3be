import Tensors

/// Images of the ten digits as a pocket calculator shows them, moved about and noisy: 28x28 pixels
/// in ten classes as MNIST has, and never missing. What works on them works, but says nothing of
/// how well it would on photographs or handwriting.
public enum ToyDigits {
  public static let name = "toy-digits"
  static let side = 28

  /// 4000 training, 500 validation and 500 test images, always the same; flat [784] vectors unless
  /// `isFlat` is false: [1, 28, 28].
  public static func dataset(isFlat: Bool = true) -> Dataset {
    var random = RandomSource(seed: 7)
    let shape = isFlat ? [side * side] : [1, side, side]
    let train = examples(4000, shape, &random)
    let valid = examples(500, shape, &random)
    return Dataset(
      name: name, train: train, valid: valid, test: examples(500, shape, &random))
  }

  /// The seven segments as (row, column, is upright) of their starts on a grid of half digits:
  /// a top, b upper right, c lower right, d bottom, e lower left, f upper left, g middle.
  private static let segments: [(row: Int, column: Int, isUpright: Bool)] = [
    (0, 0, false), (0, 1, true), (1, 1, true), (2, 0, false), (1, 0, true), (0, 0, true),
    (1, 0, false),
  ]

  /// Which segments are lit, bit 0 for a.
  private static let lit: [UInt8] = [0x3F, 0x06, 0x5B, 0x4F, 0x66, 0x6D, 0x7D, 0x07, 0x7F, 0x6F]

  private static func examples(_ count: Int, _ shape: [Int], _ random: inout RandomSource)
    -> Examples
  {
    let labels = (0..<count).map { Int32($0 % 10) }
    var pixels = [Float](repeating: 0, count: count * side * side)
    for (number, label) in labels.enumerated() {
      let start = number * side * side
      draw(Int(label), into: &pixels[start..<start + side * side], &random)
    }
    return Examples(inputs: Tensor(shape: [count] + shape, values: pixels), labels: labels)
  }

  /// A digit 8 pixels wide and 16 high with strokes of 2, up to 3 pixels off the middle, each
  /// stroke 0.5 to 1 bright, under normal noise of 0.15 cut to 0...1.
  private static func draw(
    _ digit: Int, into pixels: inout ArraySlice<Float>, _ random: inout RandomSource
  ) {
    let first = pixels.startIndex
    let (top, left) = (6 + Int(random.next() % 7) - 3, 9 + Int(random.next() % 7) - 3)
    for (number, segment) in segments.enumerated() where lit[digit] >> number & 1 == 1 {
      let brightness = 0.5 + 0.5 * Float(random.next() % 256) / 255
      let (row, column) = (top + 7 * segment.row, left + 8 * segment.column)
      for along in 0..<(segment.isUpright ? 8 : 9) {
        for across in 0..<2 {
          let y = row + (segment.isUpright ? along : across)
          let x = column + (segment.isUpright ? across : along)
          pixels[first + y * side + x] = brightness
        }
      }
    }
    for index in pixels.indices {
      pixels[index] = min(max(pixels[index] + 0.15 * random.normal(), 0), 1)
    }
  }
}
