import EntropyCoding
import Testing

struct NormalEquationsTests {
  /// y = 2 a - 3 b without noise.
  @Test func findsThePlane() {
    var sums = NormalEquations(count: 2)
    for (a, b) in [(1.0, 0.0), (0, 1), (2, 1), (-1, 3), (4, -2)] {
      sums.add([a, b], 2 * a - 3 * b)
    }
    let found = sums.solution()
    #expect(abs(found[0] - 2) < 0.01 && abs(found[1] + 3) < 0.01)
  }

  @Test("Features that are equal share their weight")
  func equalFeaturesShare() {
    var sums = NormalEquations(count: 2)
    for a in [1.0, 2, 3, -5] { sums.add([a, a], 4 * a) }
    let found = sums.solution()
    #expect(abs(found[0] - 2) < 0.01 && abs(found[1] - 2) < 0.01)
  }
}

struct RankFitTests {
  private func fit(_ ranks: [Int16], columns: Int) -> RankNeighbourhood {
    RankFit.neighbourhood(
      of: ranks, columns: columns,
      alphabet: RankAlphabet(negatives: 20, positives: 20, survivors: 1, of: 2), height: 1,
      width: columns)
  }

  @Test("Weights that follow their left neighbour's sign show in its coefficient alone")
  func leftNeighbourIsFound() {
    var generator = SeededGenerator(seed: 5)
    var last = 0.0
    let ranks = (0..<60_000).map { index -> Int16 in
      if index % 200 == 0 { last = 0 }
      last = 0.8 * last + Double.random(in: -6...6, using: &generator)
      return Int16(min(max(last.rounded(), -20), 20))
    }
    let signs = fit(ranks, columns: 200).signs
    #expect(signs[0] > 60)
    for (number, other) in signs.enumerated() where number > 0 {
      #expect(abs(other) < signs[0] / 8)
    }
  }

  @Test("Whatever is fitted can be stored", arguments: 0..<20)
  func fitsTheFields(seed: Int) {
    var generator = SeededGenerator(seed: UInt64(seed))
    let largest = Int16.random(in: 1...20, using: &generator)
    let ranks = (0..<3000).map { _ in
      Int.random(in: 0...9, using: &generator) < seed % 10
        ? Int16.random(in: -largest...largest, using: &generator) : 0
    }
    let around = fit(ranks + [1], columns: 1)
    #expect((around.energies + around.signs).allSatisfy { (-128...127).contains($0) })
    #expect((0...255).contains(around.base) && (0...255).contains(around.fill))
    #expect((0...255).contains(around.firstEnergy))
    #expect((0...RankNeighbourhood.largestStep).contains(around.energyStep))
    #expect(abs(around.constant) <= RankNeighbourhood.largestConstant)
    #expect(RankNeighbourhood.shifts.contains(around.signShift))
  }
}
