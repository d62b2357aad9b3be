import Tensors

/// Windows over an image of any number of dimensions: position o · stride + k · dilation - leading
/// of the input for place k of window o.
struct SpatialWindows: Sendable {
  let input: [Int]
  let kernel: [Int]
  let stride: [Int]
  let dilation: [Int]
  let leading: [Int]
  let trailing: [Int]
  let output: [Int]

  var inputCount: Int { Axes.product(input) }
  var outputCount: Int { Axes.product(output) }
  var places: Int { Axes.product(kernel) }
  /// Rows of the output: all dimensions but the last.
  var rows: Int { Axes.product(output.dropLast()) }
  /// Every dimension has one, since `SpatialSettings` makes no windows without.
  var last: Int { output.count - 1 }
  var outputWidth: Int { output[last] }

  /// Whether each window is one pixel and every pixel has one.
  var isPointwise: Bool {
    places == 1 && stride.allSatisfy { $0 == 1 } && leading.allSatisfy { $0 == 0 }
      && output == input
  }

  func position(_ dimension: Int, output: Int, place: Int) -> Int {
    output * stride[dimension] + place * dilation[dimension] - leading[dimension]
  }

  /// The outputs whose input for a place lies inside the image.
  func inside(_ dimension: Int, place: Int) -> Range<Int> {
    let offset = position(dimension, output: 0, place: place)
    let step = stride[dimension]
    let first = offset >= 0 ? 0 : (step - 1 - offset) / step
    let end =
      offset >= input[dimension]
      ? 0 : min(output[dimension], (input[dimension] - offset + step - 1) / step)
    return first..<max(first, end)
  }

  /// For each place of the kernel without its last dimension, and each of those rows of the output:
  /// where in the plane the input's row begins, -1 outside.
  func inputRows(_ range: Range<Int>) -> [Int] {
    let outer = Array(0..<last)
    let outerPlaces = Axes.product(kernel.dropLast())
    var table = [Int](repeating: 0, count: outerPlaces * range.count)
    for place in 0..<outerPlaces {
      for row in range {
        var (restPlace, restRow, unit, start) = (place, row, input[last], 0)
        for dimension in outer.reversed() {
          let position = position(
            dimension, output: restRow % output[dimension], place: restPlace % kernel[dimension])
          restRow /= output[dimension]
          restPlace /= kernel[dimension]
          if start >= 0, (0..<input[dimension]).contains(position) {
            start += position * unit
          } else {
            start = -1
          }
          unit *= input[dimension]
        }
        table[place * range.count + row - range.lowerBound] = start
      }
    }
    return table
  }

  /// A stretch of a row of the output with what a place of the kernel sees of the input.
  struct Piece {
    /// In row-major order.
    let place: Int
    /// Of the plane, counted from the first row of the range: outputs from `first` to `end`.
    let row: Int
    let first: Int
    let end: Int
    /// In the input's plane, for output `first`; the next ones are `step` apart.
    let source: Int
    let step: Int
  }

  /// Calls `body` for every piece inside the image, place after place.
  func forEachPiece(table: [Int], rows count: Int, _ body: (Piece) -> Void) {
    let width = kernel[last]
    for outer in 0..<Axes.product(kernel.dropLast()) {
      for place in 0..<width {
        let inside = inside(last, place: place)
        guard !inside.isEmpty else { continue }
        let offset = position(last, output: inside.lowerBound, place: place)
        for row in 0..<count {
          let start = table[outer * count + row]
          guard start >= 0 else { continue }
          body(
            Piece(
              place: outer * width + place, row: row, first: inside.lowerBound,
              end: inside.upperBound, source: start + offset, step: stride[last]))
        }
      }
    }
  }
}
