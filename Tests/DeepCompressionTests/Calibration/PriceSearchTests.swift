import DeepCompression
import Networks
import Quantization
import Tensors
import Testing

/// Against a made-up compressor: bytes and drops that follow what is expected, by factors that the
/// search does not know.
struct PriceSearchTests {
  private func sharing(_ divergence: OutputDivergence) throws -> SecondOrderSharing {
    var random = RandomSource(seed: 1)
    let values = (0..<64 * 64).map { _ in random.normal() }
    let network = try Network(
      inputShape: [64],
      chain: [Dense(weights: .dense(Tensor(shape: [64, 64], values: values)), bias: nil)])
    return try SecondOrderSharing(
      network, names: ["fc1"], batches: [], divergence: divergence, random: &random)
  }

  private func trials(
    _ sharing: SecondOrderSharing, _ budget: CompressionBudget, overhead: Double, factor: Double,
    codes: Double = 1
  ) -> (search: PriceSearch, trials: [CalibratedCompression.Trial]) {
    var search = PriceSearch(sharing, budget)
    var trials: [CalibratedCompression.Trial] = []
    while let price = search.next {
      let expected = sharing.expected(price: price)
      let loss = factor * expected.divergence
      let outputs = { (value: Double) in
        [[TypedTensor(Tensor(shape: [1, 1], values: [Float(value)]))]]
      }
      let taken = codes * expected.bits
      let trial = CalibratedCompression.Trial(
        price: price, bytes: Int(taken / 8 + overhead),
        comparison: OutputComparison(outputs(1), outputs(1 + loss.squareRoot()), .squares))
      trials.append(trial)
      let outcome = SecondOrderSharing.Outcome(
        layer: "fc1", levels: 9, density: 1, bits: taken / 4096, divergence: loss,
        isCalibrated: false, price: price, totalBits: taken)
      search.note(trial, [outcome])
    }
    return (search, trials)
  }

  /// Codes that take a tenth more or less than was expected are expected so from then on.
  @Test(arguments: [1000, 2000, 3500], [0.9, 1, 1.1])
  func bytesAreSpentWithinFewTrials(bytes: Int, codes: Double) throws {
    let (search, trials) = trials(
      try sharing(.squares), .bytes(bytes), overhead: 150, factor: 1, codes: codes)
    let last = try #require(trials.last)
    #expect(trials.count <= 3 && search.fits(last))
    #expect(Double(last.bytes) >= 0.992 * Double(bytes))
  }

  /// All is as expected but for 0.4% of the codes: the next price is nearly the same, and tried.
  @Test func aNearMissIsMended() throws {
    let (search, trials) = trials(
      try sharing(.squares), .bytes(1000), overhead: 113, factor: 1, codes: 1.004)
    let last = try #require(trials.last)
    #expect(trials[0].bytes > 1000 && trials.count == 2 && search.fits(last))
  }

  @Test(arguments: [0.3, 3.0])
  func dropsAreSpentWithinFewTrials(factor: Double) throws {
    let (search, trials) = trials(try sharing(.squares), .drop(0.05), overhead: 0, factor: factor)
    let last = try #require(trials.last)
    #expect(trials.count <= 4 && search.fits(last))
    #expect(try #require(last.comparison).drop >= 0.04)
  }

  @Test func whatKeepsTheBudgetIsBetter() throws {
    let search = PriceSearch(try sharing(.squares), .bytes(1000))
    func trial(_ price: Double, _ bytes: Int) -> CalibratedCompression.Trial {
      .init(price: price, bytes: bytes, comparison: nil)
    }
    #expect(search.isBetter(trial(2, 900), than: trial(1, 1100)))
    #expect(search.isBetter(trial(1, 990), than: trial(2, 900)))
    #expect(search.isBetter(trial(3, 1100), than: trial(2, 1200)))
    #expect(!search.isBetter(trial(1, 1100), than: trial(2, 900)))
  }
}
