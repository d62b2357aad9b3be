import Tensors
import Testing

@Suite struct EmpiricalDistributionTests {
  private func distribution(_ values: [Float]) -> EmpiricalDistribution {
    EmpiricalDistribution(Tensor(shape: [values.count], values: values))
  }

  /// R: Fn <- ecdf(c(3, 1, 2, 2)); Fn(c(0.5, 1, 1.9, 2, 3, 9)) gives 0 0.25 0.25 0.75 1 1.
  @Test func sharesAreThoseOfR() {
    let fn = distribution([3, 1, 2, 2, .nan, .infinity])
    #expect([0.5, 1, 1.9, 2, 3, 9].map(fn.share) == [0, 0.25, 0.25, 0.75, 1, 1])
  }

  @Test func fewValuesGiveAllCorners() {
    let steps = distribution([3, 1, 2, 2]).steps(atMost: 10)
    #expect(steps.map(\.value) == [1, 1, 2, 3])
    #expect(steps.map(\.share) == [0, 0.25, 0.75, 1])
  }

  /// Thinned or not, a corner says the truth; the ends are kept.
  @Test(arguments: [2, 3, 10, 101]) func cornersOfManyValuesAreExact(limit: Int) {
    let values = (0..<5000).map { Float($0 % 997) * Float($0 % 13) - 300 }
    let fn = distribution(values)
    let steps = fn.steps(atMost: limit)
    #expect(steps.count <= limit + 2)
    #expect(steps.dropFirst().allSatisfy { fn.share(upTo: $0.value) == $0.share })
    #expect(steps.first?.share == 0 && steps.last?.share == 1)
    #expect(steps.last.map { Float($0.value) } == values.max())
    #expect(
      zip(steps, steps.dropFirst()).allSatisfy { $0.value <= $1.value && $0.share < $1.share })
  }

  @Test func nothingHasNoSteps() {
    #expect(distribution([]).steps(atMost: 5).isEmpty)
    #expect(distribution([.nan]).share(upTo: 0).isNaN)
    #expect(distribution([7]).steps(atMost: 5).map(\.share) == [0, 1])
  }

  @Test func aDensityHasTheArea1() {
    let edges = [0.0, 0.5, 1.5, 2]
    let density = Tensor.density(of: [1, 2, 1], between: edges)
    #expect(density == [0.5, 0.5, 0.5])
    #expect(Tensor.density(of: [0, 0, 0], between: edges) == [0, 0, 0])
  }
}
