import EntropyCoding
import Testing

struct RankLayoutTests {
  private func neighbourhood(_ height: Int, _ width: Int) -> RankNeighbourhood {
    RankNeighbourhood.sample(height: height, width: width)
  }

  /// Two planes of 2 x 3: the six neighbours of each place are its own kind or border cells.
  @Test func neighboursAreWhereTheyBelong() {
    let layout = RankLayout(neighbourhood(2, 3), columns: 12)
    let places = layout.places(columns: 12)
    let column = Dictionary(uniqueKeysWithValues: places.enumerated().map { ($1, $0) })
    func neighbours(_ place: Int) -> [Int?] {
      let cell = Int(places[place])
      let offsets = [1, 2, layout.rowStride, layout.rowStride + 1, layout.rowStride - 1]
      return (offsets + [layout.planeStride]).map { column[Int32(cell - $0)] }
    }
    #expect(neighbours(0) == [nil, nil, nil, nil, nil, nil])
    #expect(neighbours(2) == [1, 0, nil, nil, nil, nil])
    #expect(neighbours(4) == [3, nil, 1, 0, 2, nil])
    #expect(neighbours(5) == [4, 3, 2, 1, nil, nil])
    #expect(neighbours(10) == [9, nil, 7, 6, 8, 4])
  }

  @Test("All neighbours lie inside the memory", arguments: [(1, 1), (1, 7), (3, 3), (28, 28)])
  func staysInside(height: Int, width: Int) {
    let columns = 3 * height * width
    let layout = RankLayout(neighbourhood(height, width), columns: columns)
    for cell in layout.places(columns: columns).map(Int.init) {
      #expect(cell < layout.count && cell - layout.planeStride >= 0)
      #expect(cell - layout.rowStride - 1 >= 0 && cell - 2 >= 0)
    }
  }
}

extension RankNeighbourhood {
  /// With coefficients that use all neighbours.
  static func sample(
    height: Int = 1, width: Int = 1, shifts: (Int, Int) = (0, 1), depth: Int = 3
  ) -> RankNeighbourhood {
    RankNeighbourhood(
      height: height, width: width, firstEnergy: 60, energyStep: 200, fill: 20, constant: 9,
      base: 20, presenceShift: shifts.0, sizeShift: shifts.1, sizeDepth: depth, signShift: 9,
      energies: [30, 10, 25, 5, -3, 8, 40, 20], signs: [40, -7, 30, 4, 5, 20, 25, 60])
  }
}
