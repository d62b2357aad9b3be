import Products
import Tensors
import Testing

struct SparseFiltersTests {
  /// Kernels of 2 x 1 over two channels, all in one tile of vectors of 4: the plane of channel 0
  /// begins at 0, that of channel 1 behind its rows, and the second tap one row of 8 floats later.
  @Test func entriesByHand() throws {
    let windows = try #require(Windows(over: [2, 3, 8], WindowLayout(kernel: [2, 1])))
    let matrix = CodebookMatrix(
      rows: 2, columns: 4, rowOffsets: [0, 3, 4], columnIndices: [0, 1, 3, 2], codes: [4, 1, 2, 0],
      codebook: [1, 2, 3, 4, 5])
    let blocking = try #require(
      SparseBlocking(windows, outputs: 2, entries: 4, level: .portable))
    let layout = SparseFilters(matrix, rows: 0..<2, blocking: blocking)
    let filters = layout.kernel(bias: nil)
    #expect(blocking.tiles == 1 && blocking.pitch == 8)
    let channel = UInt8(blocking.planes.planes[0].size / 4)
    let expected: [UInt8] = [0, 0, 4, 2, 0, 1, channel + 2, 0, 2, channel, 0, 0]
    withExtendedLifetime(layout) {
      #expect((0..<12).map { filters.entries[$0] } == expected)
      #expect([filters.counts[0], filters.counts[1]] == [3, 1])
      #expect(filters.chunks == 2 && [filters.starts[0], filters.starts[1]] == [0, 3])
    }
  }
}
