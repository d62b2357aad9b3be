import Tensors
import TestSupport
import Testing

/// Every layout at every level of the processor against the definition. Inputs and centroids are
/// small whole numbers: their sums are exact, so that every order of summation gives the same bits.
struct CodebookMatrixProductsTests {
  private func weights(_ rows: Int, _ columns: Int, density: Float, bits: Int) -> SharedWeights {
    let mask = Mask.random(
      [rows, columns], density: density, seed: UInt64(rows * 1000 + columns + bits))
    var random = RandomSource(seed: 9)
    return SharedWeights(
      mask: mask, codes: (0..<mask.survivorCount).map { _ in UInt8(random.below(1 << bits)) },
      codebook: Codebook(
        centroids: (0..<1 << bits).map { Float($0 % 37 - 11) }, precision: .float16), bits: bits)
  }

  private func naive(_ shared: SharedWeights, _ input: Tensor, _ bias: [Float]) -> [Float] {
    let (rows, columns) = (shared.shape[0], shared.shape[1])
    var product = MatrixMultiply.naiveProduct(
      .init(input.values, rows: input.shape[0], columns: columns),
      .init(shared.dense().values, rows: rows, columns: columns, transposed: true))
    for place in product.values.indices { product.values[place] += bias[place % rows] }
    return product.values
  }

  static let shapes = [
    [1, 1], [1, 193], [7, 1], [13, 17], [16, 32], [31, 64], [97, 101], [17, 400], [513, 31],
    [3, 70_000 - 4464],
  ]

  @Test(arguments: ProcessorLevel.available, shapes)
  func everyLayoutGivesTheDenseProduct(level: ProcessorLevel, shape: [Int]) {
    for (density, bits) in [(0, 3), (0.04, 4), (0.25, 5), (0.6, 8), (1, 1), (1, 7), (1, 8)]
      as [(Float, Int)]
    {
      let shared = weights(shape[0], shape[1], density: density, bits: bits)
      let bias = Tensor.wholeNumbers([shape[0]], seed: 5).values
      for batch in [1, 2, 5, 8, 16, 65] where batch * shape[1] < 600_000 {
        let input = Tensor.wholeNumbers([batch, shape[1]], seed: 2)
        let result = ProcessorLevel.$current.withValue(level) {
          CodebookMatrix(shared).packedForProducts().multiplied(by: input, bias: bias)
        }
        #expect(result.shape == [batch, shape[0]])
        #expect(
          result.values == naive(shared, input, bias),
          "density \(density), \(bits) bits, batch \(batch)")
      }
    }
  }

  @Test(arguments: ProcessorLevel.available, 1...8)
  func everyCodebookIsLookedUp(level: ProcessorLevel, bits: Int) {
    let shared = weights(33, 130, density: 0.3, bits: bits)
    let zeros = [Float](repeating: 0, count: 33)
    for batch in [1, 5, 9, 17, 33, 64] {
      let input = Tensor.wholeNumbers([batch, 130], seed: 4)
      let result = ProcessorLevel.$current.withValue(level) {
        CodebookMatrix(shared).packedForProducts().multiplied(by: input).values
      }
      #expect(result == naive(shared, input, zeros))
    }
  }

  /// The naive twin of wide steps reads the same bytes, so that the layout is tested on processors
  /// without AVX-512, too.
  @Test(arguments: shapes)
  func wideStepsHoldEveryEntry(shape: [Int]) throws {
    for (density, bits) in [(0, 3), (0.04, 4), (0.3, 5), (1, 2)] as [(Float, Int)] {
      let shared = weights(shape[0], shape[1], density: density, bits: bits)
      let steps = try #require(WideSteps(CodebookMatrix(shared)))
      let input = Tensor.wholeNumbers([1, shape[1]], seed: 7)
      let bias = Tensor.wholeNumbers([shape[0]], seed: 5).values
      #expect(steps.multiplied(by: input.values, bias: bias) == naive(shared, input, bias))
    }
  }

  /// An infinite input reaches the rows that have an entry in its column, and no other.
  @Test(arguments: ProcessorLevel.available)
  func infinityStaysInItsRows(level: ProcessorLevel) {
    let shared = weights(40, 90, density: 0.1, bits: 4)
    var input = Tensor.wholeNumbers([1, 90], seed: 3)
    input.values[17] = .infinity
    let result = ProcessorLevel.$current.withValue(level) {
      CodebookMatrix(shared).packedForProducts().multiplied(by: input).values
    }
    for row in 0..<40 where !shared.mask.isKept[row * 90 + 17] { #expect(result[row].isFinite) }
  }

  /// 1, 0, 9, 2, 0, 4 entries in four parts: the goals are 4, 8 and 12, which rows 3, 3 and 4 begin
  /// at or after.
  @Test func partsAreOfEqualWork() {
    let offsets: [UInt32] = [0, 1, 1, 10, 12, 12, 16]
    #expect(CodebookMatrix.equalParts(of: offsets, count: 4) == [0..<3, 3..<3, 3..<4, 4..<6])
    #expect(CodebookMatrix.equalParts(of: offsets, count: 1) == [0..<6])
    #expect(CodebookMatrix.equalParts(of: [0], count: 4).allSatisfy { $0.isEmpty })
  }

  @Test(arguments: ProcessorLevel.available, [1, 3, 70])
  func threadsDoNotChangeTheBits(level: ProcessorLevel, batch: Int) {
    let input = Tensor.normal([batch, 601], seed: 3)
    let matrix = CodebookMatrix(weights(1100, 601, density: 0.4, bits: 4))
    let results = [1, 2, 5].map { threads in
      Parallel.$threads.withValue(threads) {
        ProcessorLevel.$current.withValue(level) {
          matrix.packedForProducts().multiplied(by: input).values
        }
      }
    }
    #expect(sameBits(results[0], results[1]))
    #expect(sameBits(results[0], results[2]))
  }
}
