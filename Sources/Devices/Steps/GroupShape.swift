/// How the work-items of a product stand: what may be chosen by timing, since no sum depends on it.
package struct GroupShape: Equatable, Hashable, Sendable {
  /// Output places that one work-item sums.
  package let tile: Int
  /// Work-items side by side over output places.
  package let side: Int
  /// Work-items that share a row: set by the weights.
  package let lanes: Int
  /// Rows of a group.
  package let rows: Int

  package var workItems: Int { side * lanes * rows }

  /// What suits most: groups of 128, places that are neighbours beside one another, and more places
  /// a work-item where there are enough of them to keep the device busy.
  package init(places: Int, rows: Int, lanes: Int, device: Device) {
    let most = min(128, device.largestGroup)
    let side = Self.powerOfTwo(below: min(places, 32, max(1, most / lanes)))
    let busy = device.computeUnits * 1024
    let tile =
      KernelSource.tiles.last {
        $0 == 1 || ($0 * side <= places && rows * lanes * places / $0 >= busy)
      } ?? 1
    let room = max(1, most / (side * lanes))
    self.init(
      tile: tile, side: side, lanes: lanes,
      rows: min(room, Self.mostRows, Self.powerOfTwo(above: rows)))
  }

  /// NVIDIA's groups have no more work-items than this in their third direction.
  private static let mostRows = 64

  /// The same with fewer work-items, where the driver's registers do not last for so many.
  func fitting(_ most: Int) -> GroupShape {
    var (side, rows) = (side, rows)
    while side * lanes * rows > most, rows > 1 { rows /= 2 }
    while side * lanes * rows > most, side > 1 { side /= 2 }
    return GroupShape(tile: tile, side: side, lanes: lanes, rows: rows)
  }

  package init(tile: Int, side: Int, lanes: Int, rows: Int) {
    (self.tile, self.side, self.lanes, self.rows) = (tile, side, lanes, rows)
  }

  /// Lanes of a row whose weights are all there: their number sets the order of sums, and so it
  /// depends on nothing but the row.
  package static func lanes(columns: Int) -> Int { columns >= 256 ? 16 : columns >= 32 ? 4 : 1 }

  /// All that are worth a try.
  package static func candidates(places: Int, rows: Int, lanes: Int, largestGroup: Int)
    -> [GroupShape]
  {
    var found: [GroupShape] = []
    for size in [32, 64, 128, 256] where size <= largestGroup && size >= lanes {
      for side in [1, 4, 8, 16, 32, 64] where side * lanes <= size && side < 2 * places {
        for tile in KernelSource.tiles where tile == 1 || tile * side < 2 * places {
          let shape = GroupShape(
            tile: tile, side: side, lanes: lanes,
            rows: min(mostRows, max(1, size / (side * lanes))))
          if shape.rows < 2 * rows, !found.contains(shape) { found.append(shape) }
        }
      }
    }
    return found
  }

  private static func powerOfTwo(below number: Int) -> Int {
    var power = 1
    while power * 2 <= number { power *= 2 }
    return power
  }

  private static func powerOfTwo(above number: Int) -> Int {
    var power = 1
    while power < number { power *= 2 }
    return power
  }
}
