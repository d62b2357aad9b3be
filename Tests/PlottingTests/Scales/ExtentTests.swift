import Plotting
import Testing

@Suite struct ExtentTests {
  @Test func onlyFiniteNumbersCount() {
    let extent = Extent([3, .nan, -2, .infinity, 0.5, -.infinity])
    #expect(extent.minimum == -2 && extent.maximum == 3 && extent.smallestPositive == 0.5)
    #expect(Extent([.nan]).isEmpty)
  }

  @Test func unionIsTheSmallestAround() {
    var extent = Extent([1, 2])
    extent.formUnion(Extent([-1, 0.5]))
    #expect(extent.minimum == -1 && extent.maximum == 2 && extent.smallestPositive == 0.5)
  }
}
