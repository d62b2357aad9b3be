import CKernels
import Tensors
import TestSupport
import Testing

struct WindowsTests {
  private func extents(_ extent: Int, _ kernel: Int, _ stride: Int, _ padding: Int, roundsUp: Bool)
    -> [Int]?
  {
    Windows(
      over: [1, extent, extent + 1],
      WindowLayout(kernel: [kernel, kernel], stride: stride, padding: padding, roundsUp: roundsUp)
    ).map { [$0.outputHeight, $0.outputWidth] }
  }

  /// AlexNet as Caffe prints it: 227 -conv1-> 55 -pool1-> 27 -conv2-> 27 -pool2-> 13 -conv3..5-> 13
  /// -pool5-> 6.
  @Test func alexNetHasCaffesExtents() {
    for (extent, kernel, stride, padding, isPooling, expected) in [
      (227, 11, 4, 0, false, 55), (55, 3, 2, 0, true, 27), (27, 5, 1, 2, false, 27),
      (27, 3, 2, 0, true, 13),
      (13, 3, 1, 1, false, 13), (13, 3, 2, 0, true, 6),
    ] {
      let found = extents(extent, kernel, stride, padding, roundsUp: isPooling)
      #expect(found?[0] == expected, "\(extent) \(kernel) \(stride) \(padding)")
    }
  }

  /// By hand: 6 pixels, windows of 3, stride 2: 0-2, 2-4 fit, 4-6 hangs over. With padding 1 (8 in
  /// all): -1-1, 1-3, 3-5 fit, 5-7 hangs over. 2 pixels, windows of 2, stride 2, padding 1: -1-0,
  /// 1-2 fit; rounding up adds none. 3 pixels, windows of 2, stride 2, padding 1: -1-0, 1-2 fit,
  /// 3-4 would begin beyond the image: dropped.
  @Test func roundingUpAddsAWindowThatBeginsInside() {
    #expect(extents(6, 3, 2, 0, roundsUp: false) == [2, 3])
    #expect(extents(6, 3, 2, 0, roundsUp: true) == [3, 3])
    #expect(extents(6, 3, 2, 1, roundsUp: false) == [3, 4])
    #expect(extents(6, 3, 2, 1, roundsUp: true) == [4, 4])
    #expect(extents(2, 2, 2, 1, roundsUp: true) == [2, 2])
    #expect(extents(5, 1, 3, 0, roundsUp: true) == [2, 2])
  }

  @Test func nothingFitsIntoASmallerImage() {
    #expect(extents(4, 5, 1, 0, roundsUp: false) == nil)
    #expect(extents(4, 5, 1, 0, roundsUp: true) == nil)
    #expect(extents(4, 5, 1, 1, roundsUp: false) == [2, 3])
  }

  /// 9 pixels, a span of 5, stride 2: 3; with a padding of 1 above and 3 below 5. 1 pixel, 4 zeros
  /// on each side: 9.
  @Test func everyDirectionAndSideCounts() {
    let layout = WindowLayout(
      kernel: [3, 1], stride: [2, 1], padding: [1, 4, 3, 4], dilation: [2, 1])
    let windows = Windows(over: [1, 9, 1], layout)
    #expect(windows.map { [$0.outputHeight, $0.outputWidth] } == [5, 9])
    #expect(layout.span == [5, 1])
    #expect(Windows(over: [1, 0, 1], layout) == nil)
  }

  private static let awkward: [(image: [Int], layout: WindowLayout)] = [
    ([1, 1, 1], WindowLayout(kernel: [1, 1])), ([2, 5, 7], WindowLayout(kernel: [3, 2])),
    ([3, 12, 12], WindowLayout(kernel: [5, 5])),
    ([2, 9, 21], WindowLayout(kernel: [3, 3], stride: 2, padding: 1)),
    ([1, 4, 4], WindowLayout(kernel: [4, 4], stride: 1, padding: 3)),
    ([2, 6, 10], WindowLayout(kernel: [1, 1], stride: 3)),
    ([1, 3, 30], WindowLayout(kernel: [2, 3], stride: 4, padding: 1)),
    ([1, 2, 2], WindowLayout(kernel: [4, 4], stride: 1, padding: 3)),
    ([1, 3, 8], WindowLayout(kernel: [1, 1], stride: 1, padding: 2)),
    ([2, 6, 9], WindowLayout(kernel: [3, 2], stride: [1, 2], padding: [0, 3, 2, 1])),
    (
      [1, 9, 16],
      WindowLayout(kernel: [2, 3], stride: [2, 1], padding: [1, 1, 0, 1], dilation: [3, 1])
    ),
    (
      [2, 8, 11],
      WindowLayout(kernel: [3, 3], stride: [1, 1], padding: [2, 0, 2, 4], dilation: [2, 4])
    ),
  ]

  /// The definition, by index arithmetic.
  private func definedColumns(_ image: Tensor, _ w: Windows) -> [Float] {
    var result: [Float] = []
    for place in 0..<w.depth {
      let (channel, rest) = place.quotientAndRemainder(dividingBy: w.kernelHeight * w.kernelWidth)
      for pixel in 0..<w.pixels {
        let (stride, dilation, padding) = (w.layout.stride, w.layout.dilation, w.layout.padding)
        let y = pixel / w.outputWidth * stride[0] + rest / w.kernelWidth * dilation[0] - padding[0]
        let x = pixel % w.outputWidth * stride[1] + rest % w.kernelWidth * dilation[1] - padding[1]
        let isInside = y >= 0 && y < w.height && x >= 0 && x < w.width
        result.append(isInside ? image.values[(channel * w.height + y) * w.width + x] : 0)
      }
    }
    return result
  }

  @Test(arguments: awkward.indices)
  func columnsHoldTheWindows(_ index: Int) throws {
    let (shape, layout) = Self.awkward[index]
    let windows = try #require(Windows(over: shape, layout))
    let image = Tensor.normal(shape, seed: 1)
    let expected = definedColumns(image, windows)
    var (parameters, columns) = (windows.kernel, [Float](repeating: .nan, count: expected.count))
    dcs_image_to_columns(&parameters, image.values, &columns, 0, windows.outputHeight)
    #expect(columns == expected)
    // The last row alone.
    var last = [Float](repeating: .nan, count: windows.depth * windows.outputWidth)
    dcs_image_to_columns(
      &parameters, image.values, &last, windows.outputHeight - 1, windows.outputHeight)
    let expectedLast = (0..<windows.depth).flatMap {
      expected[(($0 + 1) * windows.pixels - windows.outputWidth)..<($0 + 1) * windows.pixels]
    }
    #expect(last == expectedLast)
  }

  /// <columns(x), c> = <x, added(c)> for every x and c: whole numbers, so the sums are exact.
  @Test(arguments: awkward.indices)
  func addingIsTheTransposedOperation(_ index: Int) throws {
    let (shape, layout) = Self.awkward[index]
    let windows = try #require(Windows(over: shape, layout))
    let image = Tensor.wholeNumbers(shape, seed: 2)
    let columns = Tensor.wholeNumbers([windows.depth, windows.pixels], seed: 3)
    var (parameters, added) = (windows.kernel, [Float](repeating: 0, count: image.count))
    dcs_add_columns_to_image(&parameters, columns.values, &added, 0, windows.outputHeight)
    let left = zip(definedColumns(image, windows), columns.values).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(left == zip(image.values, added).reduce(0) { $0 + $1.0 * $1.1 })
  }

  @Test(arguments: [1, 15, 16, 17, 64])
  func planeSumsAndBiases(size: Int) {
    let values = Tensor.wholeNumbers([3, size], seed: 4)
    var sums: [Float] = [1, 2, 3]
    dcs_add_plane_sums(values.values, &sums, 3, size)
    let rows = (0..<3).map { Array(values.values[$0 * size..<($0 + 1) * size]) }
    let expectedSums: [Float] = (0..<3).map { row in rows[row].reduce(Float(row + 1)) { $0 + $1 } }
    #expect(sums == expectedSums)
    var biased = values.values
    dcs_add_plane_bias(&biased, [10, 20, 30], 3, size)
    let offsets: [Float] = [10, 20, 30]
    let expected: [Float] = zip(rows, offsets).flatMap { row, offset in row.map { $0 + offset } }
    #expect(biased == expected)
  }
}
