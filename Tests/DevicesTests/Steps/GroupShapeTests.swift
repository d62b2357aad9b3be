import Devices
import Testing

struct GroupShapeTests {
  /// No group is larger than the device's, none has more rows or places than twice what there is.
  @Test(arguments: [(1, 4096, 32), (64, 1000, 8), (50_176, 64, 1), (169, 3, 4)], [32, 256, 1024])
  func candidatesFit(product: (places: Int, rows: Int, lanes: Int), largest: Int) {
    let (places, rows, lanes) = product
    let found = GroupShape.candidates(
      places: places, rows: rows, lanes: lanes, largestGroup: largest)
    #expect(!found.isEmpty && Set(found).count == found.count)
    for shape in found {
      #expect(shape.workItems <= min(256, largest) && shape.lanes == lanes)
      #expect(shape.side * (shape.tile == 1 ? 1 : shape.tile) < 2 * max(places, shape.side))
      #expect(shape.rows < 2 * rows)
    }
  }

  @Test func lanesDependOnTheRowAlone() {
    #expect([1, 31, 32, 255, 256, 9216].map(GroupShape.lanes) == [1, 1, 4, 4, 16, 16])
  }
}
