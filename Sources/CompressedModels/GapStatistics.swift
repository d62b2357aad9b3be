import EntropyCoding
import Tensors

/// The distances between survivors of one layer in one scan order, counted: enough to know the size
/// of the gaps for every index width without writing any of them.
struct GapStatistics {
  /// counts[d] for distances d below its size.
  private var nearCounts = [Int](repeating: 0, count: (1 << RelativeIndex.widestIndex) + 1)
  private var farDistances: [Int] = []

  /// One for each order, on several threads.
  static func all(of mask: Mask, in orders: [ScanOrder]) -> [GapStatistics] {
    Parallel.map(orders.count) { GapStatistics(positions: orders[$0].positions(of: mask)) }
  }

  init(positions: [Int32]) {
    var previous = -1
    for position in positions {
      let distance = Int(position) - previous
      if distance < nearCounts.count {
        nearCounts[distance] += 1
      } else {
        farDistances.append(distance)
      }
      previous = Int(position)
    }
  }

  /// Fields that `RelativeIndex` would write, and how many of them carry no survivor.
  func gapHistogram(indexBits: Int, convention: GapConvention) -> (
    histogram: SymbolHistogram, fillers: Int
  ) {
    let reach = convention.reach(indexBits: indexBits)
    var counts = [Int](repeating: 0, count: 1 << indexBits)
    var fillers = 0
    func add(_ count: Int, distance: Int) {
      let (bridges, rest) = (distance - 1).quotientAndRemainder(dividingBy: reach)
      counts[rest] += count
      fillers += count * bridges
    }
    for (distance, count) in nearCounts.enumerated() where count > 0 {
      add(count, distance: distance)
    }
    for distance in farDistances { add(1, distance: distance) }
    counts[(1 << indexBits) - 1] += fillers
    return (SymbolHistogram(counts: counts), fillers)
  }
}
