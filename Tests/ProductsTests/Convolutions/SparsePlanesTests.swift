import Products
import Tensors
import Testing

struct SparsePlanesTests {
  private func planes(_ layout: WindowLayout, pitch: Int, blockSize: Int = 32) throws
    -> SparsePlanes
  {
    let windows = try #require(Windows(over: [1, 9, 16], layout))
    return SparsePlanes(windows, pitch: pitch, blockSize: blockSize, lanes: 8)
  }

  /// Rows of whole vectors: one plane for each kernel column, two rows higher than a block; kernel
  /// row k begins k rows behind its start.
  @Test func wholeVectorsNeedAPlaneForEachColumn() throws {
    let planes = try planes(WindowLayout(kernel: [3, 3], stride: 1, padding: 1), pitch: 16)
    #expect(planes.planes.map(\.column) == [-1, 0, 1])
    #expect(planes.planes.map(\.row) == [-1, -1, -1])
    #expect(planes.planes.map(\.rows) == [2, 2, 2])
    #expect(planes.planes.map(\.size) == [64, 64, 64])
    #expect(planes.taps.map(\.plane) == [0, 1, 2, 0, 1, 2, 0, 1, 2])
    #expect(planes.taps.map(\.offset) == [0, 0, 0, 16, 16, 16, 32, 32, 32])
  }

  /// 13 floats a row: no two kernel rows lie whole vectors apart. 12: the first and the third do.
  @Test func otherRowsNeedMore() throws {
    let layout = WindowLayout(kernel: [3, 3], stride: 1, padding: 1)
    #expect(try planes(layout, pitch: 13).planes.count == 9)
    #expect(try planes(layout, pitch: 12).planes.count == 6)
    #expect(try planes(layout, pitch: 12).taps.map(\.offset) == [0, 0, 0, 0, 0, 0, 24, 24, 24])
  }

  /// Stride 2: kernel rows 0 and 2 see every other row of the image, kernel row 1 the rest.
  @Test func stridesHaveAPlaneForEachPhase() throws {
    let planes = try planes(WindowLayout(kernel: [3, 1], stride: 2), pitch: 8)
    #expect(planes.planes.map(\.row) == [0, 1] && planes.planes.map(\.rows) == [1, 0])
    #expect(planes.taps.map(\.plane) == [0, 1, 0] && planes.taps.map(\.offset) == [0, 0, 8])
  }
}
