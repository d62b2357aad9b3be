import Products
import Tensors
import TestSupport
import Testing

struct PlaneFiltersTests {
  private func matrix(_ rows: Int, _ columns: Int) -> CodebookMatrix {
    let mask = Mask.random([rows, columns], density: 0.5, seed: 3)
    return CodebookMatrix(
      SharedWeights(
        mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 % 3) },
        codebook: Codebook(centroids: [-2, 1, 3], precision: .float32), bits: 2))
  }

  /// Two outputs of one 2 x 1 kernel over two channels: five entries of three bytes, one tile with
  /// a count of two bytes an output, three centroids; and for batches of vectors nothing else is
  /// held.
  @Test func bytesByHand() throws {
    let windows = try #require(Windows(over: [2, 9, 8], WindowLayout(kernel: [2, 1])))
    let matrix = CodebookMatrix(
      rows: 2, columns: 4, rowOffsets: [0, 3, 5], columnIndices: [0, 1, 3, 1, 2],
      codes: [0, 1, 2, 2, 0],
      codebook: [1, 2, 3])
    let packed = ProcessorLevel.$current.withValue(.portable) {
      matrix.packedForConvolution(groups: 1, windows: windows)
    }
    #expect(packed.planeFilters(for: windows)?.bytes == 5 * 3 + 2 * 2 + 3 * 4)
    #expect(packed == matrix)
  }

  /// A stride of two, rows that leave more than half of a vector unused, and rows longer than the
  /// registers.
  @Test(arguments: [
    ([1, 8, 8], WindowLayout(kernel: [2, 2], stride: 2)),
    ([1, 8, 5], WindowLayout(kernel: [2, 2])),
    ([1, 3, 500], WindowLayout(kernel: [1, 1])),
  ]) func othersGoByColumns(_ image: [Int], _ layout: WindowLayout) throws {
    let windows = try #require(Windows(over: image, layout))
    let packed = matrix(4, windows.depth).packedForConvolution(groups: 2, windows: windows)
    #expect(packed.planeFilters(for: windows) == nil)
    #expect(packed.rowCodes == matrix(4, windows.depth).rowCodes)
  }

  @Test func onlyForTheWindowsThatItWasPackedFor() throws {
    let windows = try #require(Windows(over: [1, 8, 16], WindowLayout(kernel: [2, 2])))
    let others = try #require(Windows(over: [1, 9, 16], WindowLayout(kernel: [2, 2])))
    let packed = matrix(4, 4).packedForConvolution(groups: 2, windows: windows)
    #expect(packed.planeFilters(for: windows) != nil && packed.planeFilters(for: others) == nil)
  }
}
