import Benchmarks
import Testing

@Suite struct EnergyModelTests {
  /// 1000 words of DRAM at 640 pJ, 5000 products at 5.9 pJ.
  @Test func countsWordsAndOperations() {
    #expect(abs(EnergyModel.joules(weightBytes: 4000, products: 5000) - (640e-9 + 29.5e-9)) < 1e-15)
    #expect(EnergyModel.joules(weightBytes: 0, products: 0) == 0)
  }
}
