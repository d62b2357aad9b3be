import CKernels
import Products
import Tensors
import Testing

struct SparseBlockingTests {
  private static let layouts: [(image: [Int], layout: WindowLayout)] = [
    ([64, 224, 224], WindowLayout(kernel: [3, 3], stride: 1, padding: 1)),
    ([256, 13, 13], WindowLayout(kernel: [3, 3], stride: 1, padding: 1)),
    ([48, 27, 27], WindowLayout(kernel: [5, 5], stride: 1, padding: 2)),
    ([512, 7, 7], WindowLayout(kernel: [1, 1])), ([128, 55, 55], WindowLayout(kernel: [1, 1])),
    ([3, 227, 227], WindowLayout(kernel: [11, 11], stride: 4)),
  ]

  private func blocking(_ place: Int, _ level: ProcessorLevel) throws -> SparseBlocking {
    let (image, layout) = Self.layouts[place]
    let windows = try #require(Windows(over: image, layout))
    return try #require(
      SparseBlocking(windows, outputs: 64, entries: 20 * windows.depth, level: level))
  }

  /// Blocks cover each pixel once and fit the registers; tiles cover the channels.
  @Test(arguments: layouts.indices, ProcessorLevel.allCases)
  func allIsCovered(_ place: Int, _ level: ProcessorLevel) throws {
    let blocking = try blocking(place, level)
    let windows = blocking.windows
    var seen = [Int](repeating: 0, count: windows.pixels)
    for block in blocking.blocks {
      #expect(block.rows <= blocking.rows && block.columns <= blocking.columns)
      for y in block.y..<block.y + block.rows {
        for x in block.x..<block.x + block.columns { seen[y * windows.outputWidth + x] += 1 }
      }
    }
    #expect(seen.allSatisfy { $0 == 1 })
    #expect(blocking.vectors <= dcs_sparse_vectors(level.kernel))
    #expect(blocking.columns <= blocking.pitch)
    #expect(blocking.tiles * blocking.tileChannels >= windows.channels)
  }

  /// Filters of one pixel see an image as one row.
  @Test func pixelsAreOneRow() throws {
    #expect(try blocking(4, .avx2).windows.outputWidth == 55 * 55)
  }

  /// 27 pixels in rows of 28 or 32: at most a sixth of the lanes is idle.
  @Test func fewLanesAreIdle() throws {
    for place in [1, 2] {
      let blocking = try blocking(place, .avx2)
      let lanes = blocking.blocks.reduce(0) { sum, block in
        sum + (Int(block.rows - 1) * blocking.pitch + Int(block.columns) + 7) / 8 * 8
      }
      #expect(Double(lanes) < 1.25 * Double(blocking.windows.pixels))
    }
  }
}
