import DeepCompression
import Testing

/// The numbers as printed in the paper, Tables 1 to 3.
@Suite struct PaperTableTests {
  /// Rows as printed: kept %, weight bits, coded, index bits, coded, P+Q %, P+Q+H %.
  private func printed(_ table: PaperTable) -> [[Double]] {
    (table.layers + [table.total]).map { row in
      [
        row.density * 100, row.weightBits, row.weightBitsCoded, row.indexBits, row.indexBitsCoded,
        row.quantizedSize * 100, row.codedSize * 100,
      ].map { ($0 * 100).rounded() / 100 }
    }
  }

  @Test func lenet300IsTable2() {
    let table = PaperTable.lenet300
    #expect(table.name == "Table 2")
    #expect(
      printed(table) == [
        [8, 6, 4.4, 5, 3.7, 3.1, 2.32], [9, 6, 4.4, 5, 4.3, 3.8, 3.04], [26, 6, 4.3, 5, 3.2, 15.7, 12.70],
        [8, 6, 5.1, 5, 3.7, 3.1, 2.49],
      ])
    #expect((table.layers + [table.total]).map(\.layer) == ["ip1", "ip2", "ip3", "total"])
    #expect([table.denseError, table.compressedError] == [0.0164, 0.0158])
    #expect([table.compressedBytes, Int(table.ratio)] == [27_000, 40])
  }

  @Test func lenet5IsTable3() {
    let table = PaperTable.lenet5
    #expect(table.name == "Table 3")
    #expect(
      printed(table) == [
        [66, 8, 7.2, 5, 1.5, 78.5, 67.45], [12, 8, 7.2, 5, 3.9, 6.0, 5.28], [8, 5, 4.5, 5, 4.5, 2.7, 2.45],
        [19, 5, 5.2, 5, 3.7, 6.9, 6.13], [8, 5.3, 4.1, 5, 4.4, 3.05, 2.55],
      ])
    #expect([table.denseError, table.compressedError] == [0.0080, 0.0074])
    #expect([table.compressedBytes, Int(table.ratio)] == [44_000, 39])
  }

  @Test func networksAreKnownByTheirWeights() {
    #expect(PaperTable.about(weightCounts: [784 * 300, 300 * 100, 100 * 10])?.name == "Table 2")
    #expect(PaperTable.about(weightCounts: [20 * 25, 50 * 20 * 25, 500 * 800, 10 * 500])?.name == "Table 3")
    #expect(PaperTable.about(weightCounts: [235_200, 30_000]) == nil)
    #expect(PaperTable.about(weightCounts: []) == nil)
  }
}
