import EntropyCoding
import Testing

struct SymbolHistogramTests {
  @Test("Entropies with a closed form")
  func entropyOfKnownDistributions() {
    #expect(SymbolHistogram(counts: [5, 5, 5, 5]).entropy == 2)
    #expect(SymbolHistogram(counts: [8, 4, 2, 1, 1]).entropy == 1.875)
    #expect(SymbolHistogram(counts: [0, 7, 0]).entropy == 0)
    #expect(SymbolHistogram(counts: []).entropy == 0)
    // 3/4 log2 (4/3) + 1/4 log2 4 = 2 - 3/4 log2 3, log2 3 = 1.584962500721156
    #expect(abs(SymbolHistogram(counts: [3, 1]).entropy - (2 - 0.75 * 1.584962500721156)) < 1e-15)
  }

  @Test(
    "log2 agrees with numpy.log2",
    arguments: [
      // python3 -c "import numpy; [print((x, float(numpy.log2(x)))) for x in (1.1, 3, 1e-3,
      // 1234567.0)]"
      (1.1, 0.13750352374993502), (3.0, 1.584962500721156), (1e-3, -9.965784284662087),
      (1_234_567.0, 20.23557370304651),
    ])
  func logarithm(x: Double, expected: Double) {
    #expect(abs(binaryLogarithm(x) - expected) <= 2 * expected.ulp)
  }

  @Test func countsSymbols() throws {
    let histogram = try SymbolHistogram(counting: [2, 0, 2, 2], alphabetSize: 4)
    #expect(histogram.counts == [1, 0, 3, 0])
    #expect(histogram.usedSymbols == [0, 2])
    #expect(histogram.total == 4)
  }

  @Test func straySymbolIsNamed() {
    #expect(throws: EntropyCodingError.symbolOutOfRange(symbol: 9, alphabetSize: 4)) {
      try SymbolHistogram(counting: [1, 9], alphabetSize: 4)
    }
  }

  @Test func addGrowsTheAlphabet() {
    var histogram = SymbolHistogram(counts: [1])
    histogram.add(4, of: 2)
    #expect(histogram.counts == [1, 0, 4])
  }
}
