import CKernels

/// Which part of a dense convolution each of some threads computes: some of the groups, of the
/// columns (pixels of all images) or of the panels of weights, whichever leaves the least to the
/// one with the most work.
package struct DenseCut: Equatable {
  package enum Axis { case groups, columns, panels }

  package let axis: Axis
  package let shares: Int
  private let groups: Int
  private let panels: Int
  private let columns: Int
  private let tile: Int

  /// `rewrites`: columns are written out first, by everyone who needs them.
  package init(
    groups: Int, panels: Int, columns: Int, tile: Int, rewrites: Bool, rows: Int, threads: Int
  ) {
    let tiles = (columns + tile - 1) / tile
    // Of the whole work: the share of whoever has most.
    func largestShare(_ count: Int) -> Double {
      Double((count + threads - 1) / threads) / Double(count)
    }
    // To write a column out takes about as long as to multiply it by three rows.
    let rewriting = rewrites ? 3 / Double(rows) : 0
    let costs: [(Axis, Int, Double)] = [
      (.groups, groups, largestShare(groups)), (.columns, tiles, largestShare(tiles)),
      (.panels, panels, largestShare(panels) + rewriting),
    ]
    let best = costs.min { $0.2 < $1.2 } ?? costs[0]
    (axis, shares) = (best.0, max(1, min(threads, best.1)))
    (self.groups, self.panels, self.columns, self.tile) = (groups, panels, columns, tile)
  }

  package func groups(_ share: Int) -> Range<Int> {
    axis == .groups ? range(share, of: groups) : 0..<groups
  }

  package func part(_ share: Int) -> dcs_dense_part {
    let panels = axis == .panels ? range(share, of: panels) : 0..<panels
    let tiles = axis == .columns ? range(share, of: (columns + tile - 1) / tile) : nil
    return dcs_dense_part(
      group: 0, first_panel: panels.lowerBound, last_panel: panels.upperBound,
      first_column: (tiles?.lowerBound ?? 0) * tile,
      last_column: min(columns, tiles.map { $0.upperBound * tile } ?? columns))
  }

  private func range(_ share: Int, of count: Int) -> Range<Int> {
    share * count / shares..<(share + 1) * count / shares
  }
}
