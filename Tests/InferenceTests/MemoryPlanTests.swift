import Inference
import Testing

struct MemoryPlanTests {
  private func plan(_ values: [(ClosedRange<Int>, Int)]) -> MemoryPlan {
    MemoryPlan(values.map { MemoryPlan.Request(life: $0.0, size: $0.1) })
  }

  /// 300 - 100 - 10: neighbours at once, never all three.
  @Test func aChainTakesTwoNeighbours() {
    let plan = plan([(0...1, 300), (1...2, 100), (2...2, 10)])
    #expect(plan.offsets == [0, 300, 0])
    #expect(plan.size == 400 && plan.lowerBound == 400)
  }

  /// The middle one fits between two that live on.
  @Test func gapsAreFilled() {
    let plan = plan([(0...9, 50), (0...1, 20), (0...9, 10), (2...9, 15)])
    // By size: 50 at 0, 20 at 50, 15 where the 20 was, 10 behind the 20.
    #expect(plan.offsets == [0, 50, 70, 50])
    #expect(plan.size == 80 && plan.lowerBound == 80)
  }

  @Test func nothingTakesNothing() {
    #expect(plan([]).size == 0 && plan([]).lowerBound == 0)
    #expect(plan([(0...0, 0)]).size == 0)
  }

  /// Whatever the lives: no two that overlap share a float, and no plan beats the bound.
  @Test(arguments: 0..<50)
  func livingValuesNeverOverlap(seed: UInt64) {
    var state = seed &* 6_364_136_223_846_793_005 &+ 1
    func next(_ limit: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(state >> 33) % limit
    }
    let values = (0..<30).map { _ in
      let first = next(20)
      return (first...first + next(6), 1 + next(100))
    }
    let plan = plan(values)
    for a in values.indices {
      for b in values.indices where a < b && values[a].0.overlaps(values[b].0) {
        let disjoint =
          plan.offsets[a] + values[a].1 <= plan.offsets[b]
          || plan.offsets[b] + values[b].1 <= plan.offsets[a]
        #expect(disjoint, "\(a) and \(b)")
      }
    }
    #expect(plan.size >= plan.lowerBound)
  }
}
