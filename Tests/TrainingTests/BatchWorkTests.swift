import Datasets
import Networks
import Tensors
import Testing
import Training

@Suite struct BatchWorkTests {
  /// One step of plain descent at rate 1 moves the weights by the gradient: of ten examples as a
  /// whole, and of slices of three, three and four, each of which counts by its share.
  @Test func aSliceCountsByItsShareOfTheExamples() throws {
    func moved(_ slices: Int) throws -> [Float] {
      let plan = TinyStudy.plan {
        ($0.epochs, $0.batchSize, $0.slices, $0.rate) = (1, 10, slices, 1)
        $0.optimizer = .sgd(momentum: 0)
      }
      let network = try TinyStudy.train(plan).network
      return network.parameterNames.flatMap { network.parameter($0)?.values ?? [] }
    }
    let start = try TinyStudy.network()
    let before = start.parameterNames.flatMap { start.parameter($0)?.values ?? [] }
    let (whole, sliced) = (try moved(1), try moved(3))
    #expect(zip(before, whole).contains { abs($0 - $1) > 0.01 }, "the step is no small one")
    for (one, other) in zip(whole, sliced) { #expect(abs(one - other) < 1e-6) }
  }
}
