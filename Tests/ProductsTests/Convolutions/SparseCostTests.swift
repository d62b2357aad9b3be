import Products
import Tensors
import Testing

struct SparseCostTests {
  /// More entries take longer; at a fifth of the weights dense ones are slower, at all of them
  /// quicker.
  @Test func densityDecides() throws {
    let layout = WindowLayout(kernel: [3, 3], stride: 1, padding: 1)
    let windows = try #require(Windows(over: [64, 56, 56], layout))
    let weights = 64 * windows.depth
    let costs = try [weights / 5, weights / 2, weights].map { entries in
      try #require(SparseBlocking(windows, outputs: 64, entries: entries, level: .avx2)).cost
    }
    #expect(costs[0] < costs[1] && costs[1] < costs[2])
    let limit = SparseCost.limit(windows, outputs: 64, lanes: 8)
    #expect(costs[0] < limit && costs[2] > limit)
  }
}
