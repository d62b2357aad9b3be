import Products
import Tensors
import TestSupport
import Testing

struct BatchTilesTests {
  private static func matrix(_ rows: Int, _ columns: Int, density: Float, seed: UInt64)
    -> CodebookMatrix
  {
    let mask = Mask.random([rows, columns], density: density, seed: seed)
    let codes = (0..<mask.survivorCount).map { (entry: Int) -> UInt8 in
      let mixed = entry * 7 + entry / 5
      return UInt8(mixed % 200)
    }
    let codebook = Codebook(centroids: (0..<200).map { Float($0) - 99.5 }, precision: .float16)
    return CodebookMatrix(SharedWeights(mask: mask, codes: codes, codebook: codebook, bits: 8))
  }

  /// Rows over several blocks, columns over several tiles, groups, nothing at all, everything.
  @Test(arguments: [
    (1, 1, Float(1), 1), (1030, 400, 0.1, 1), (12, 193, 1, 3), (600, 192, 0.02, 2), (5, 40, 0, 1),
  ])
  func entriesComeBackRowByRow(rows: Int, columns: Int, density: Float, groups: Int) throws {
    let plain = Self.matrix(rows, columns, density: density, seed: 9)
    let tiles = BatchTiles(plain, groups: groups)
    #expect(tiles.rowCodes() == plain.rowCodes)
  }

  /// 2 bytes for an entry of a tile instead of 3 for one of a row.
  @Test func tilesAreSmallerThanRows() throws {
    let plain = Self.matrix(512, 4000, density: 0.3, seed: 2)
    #expect(plain.bytes > 3 * plain.entryCount)
    #expect(BatchTiles(plain).bytes < 5 * plain.entryCount / 2)
  }
}
