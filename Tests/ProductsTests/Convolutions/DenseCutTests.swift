import Products
import Testing

struct DenseCutTests {
  private func cut(
    groups: Int = 1, panels: Int = 11, columns: Int = 169, rows: Int = 64, threads: Int = 2
  ) -> DenseCut {
    DenseCut(
      groups: groups, panels: panels, columns: columns, tile: 16, rewrites: true, rows: rows,
      threads: threads)
  }

  @Test func takesTheAxisThatLeavesTheLeastToOne() {
    #expect(cut(groups: 2).axis == .groups)
    #expect(cut(groups: 3, columns: 3025).axis == .columns)
    // 11 tiles leave 6 to one thread, 64 panels 32.
    #expect(cut(panels: 64, rows: 384).axis == .panels)
    // Three rows' worth of writing is too much beside 16.
    #expect(cut(panels: 2, columns: 256, rows: 16).axis == .columns)
  }

  @Test(arguments: 1...5) func sharesCoverEverythingOnce(threads: Int) {
    for (groups, panels, columns) in [(1, 1, 1), (7, 1, 16), (1, 30, 20), (1, 3, 999)] {
      let cut = cut(groups: groups, panels: panels, columns: columns, threads: threads)
      var seen = 0
      for share in 0..<cut.shares {
        let part = cut.part(share)
        #expect(part.first_column % 16 == 0)
        seen +=
          cut.groups(share).count * (part.last_panel - part.first_panel)
          * (part.last_column - part.first_column)
      }
      #expect(seen == groups * panels * columns)
    }
  }
}
