import Products
import Testing

struct VectorLayoutTests {
  /// 1, 0, 9, 2, 0, 4 entries in four parts: the goals are 4, 8 and 12, which rows 3, 3 and 4 begin
  /// at or after.
  @Test func partsAreOfEqualWork() {
    let offsets: [UInt32] = [0, 1, 1, 10, 12, 12, 16]
    #expect(SparseRows.equalParts(of: offsets, count: 4) == [0..<3, 3..<3, 3..<4, 4..<6])
    #expect(SparseRows.equalParts(of: offsets, count: 1) == [0..<6])
    #expect(SparseRows.equalParts(of: [0], count: 4).allSatisfy { $0.isEmpty })
  }
}
