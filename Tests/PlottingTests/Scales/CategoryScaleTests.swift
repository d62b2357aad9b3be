import Plotting
import Testing

@Suite struct CategoryScaleTests {
  @Test func placesAreEquallyFarApart() {
    let scale = CategoryScale(names: ["a", "b", "c", "d"])
    #expect((0..<4).map { scale.position(of: Double($0)) } == [0.125, 0.375, 0.625, 0.875])
  }

  @Test func manyNamesAreThinnedEvenly() {
    let scale = CategoryScale(names: (0..<500).map(String.init))
    let ticks = scale.ticks(atMost: 10)
    #expect(ticks == (0..<10).map { Double($0) * 50 })
    #expect(scale.labels(for: ticks, format: .number)[3] == "150")
  }

  @Test(arguments: [1, 2, 7, 300])
  func lawsOfAScale(count: Int) {
    expectScaleLaws(CategoryScale(names: (0..<count).map { "name \($0)" }))
  }

  @Test func noNamesNoTicks() {
    #expect(CategoryScale(names: []).ticks(atMost: 5).isEmpty)
  }
}
