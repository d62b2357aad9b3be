import Products
import Tensors
import TestSupport
import Testing

/// Every layout at every level of the processor against the definition. Inputs and centroids are
/// small whole numbers: their sums are exact, so that every order of summation gives the same bits.
struct ProductChoiceTests {
  private func weights(_ rows: Int, _ columns: Int, density: Float, bits: Int) -> SharedWeights {
    let mask = Mask.random(
      [rows, columns], density: density, seed: UInt64(rows * 1000 + columns + bits))
    var random = RandomSource(seed: 9)
    return SharedWeights(
      mask: mask, codes: (0..<mask.survivorCount).map { _ in UInt8(random.below(1 << bits)) },
      codebook: Codebook(
        centroids: (0..<1 << bits).map { Float($0 % 37 - 11) }, precision: .float16), bits: bits)
  }

  /// The product of both classes of batches gives the same; that of the batch's own class.
  private func product(
    _ shared: SharedWeights, _ input: Tensor, _ bias: [Float]?, level: ProcessorLevel,
    threads: Int = 1
  ) -> [Float] {
    let matrix = CodebookMatrix(shared)
    let machine = Machine(level: level, threads: threads)
    let kind = ProductWeights.Kind.codes(
      isFull: matrix.density == 1, centroids: matrix.codebook.count)
    let product = ProductChoice.matrix(
      .codes(matrix), bias: bias, activation: .identity,
      batches: ProductChoice.batchClass(input.shape[0], of: kind, on: machine), on: machine)
    return machine.run { product.outputs(of: input, count: matrix.rows, gap: 3, threads: threads) }
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
        let result = product(shared, input, bias, level: level)
        #expect(
          result == naive(shared, input, bias),
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
      let result = product(shared, input, nil, level: level)
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
    let result = product(shared, input, nil, level: level)
    for row in 0..<40 where !shared.mask[row * 90 + 17] { #expect(result[row].isFinite) }
  }

  @Test(arguments: ProcessorLevel.available, [1, 3, 70])
  func threadsDoNotChangeTheBits(level: ProcessorLevel, batch: Int) {
    let input = Tensor.normal([batch, 601], seed: 3)
    let shared = weights(1100, 601, density: 0.4, bits: 4)
    let results = [1, 2, 5].map { product(shared, input, nil, level: level, threads: $0) }
    #expect(sameBits(results[0], results[1]))
    #expect(sameBits(results[0], results[2]))
  }

  /// y = f(W x + b + a), worked by hand: W = [2, -1; 0, 3], b = [1, -10].
  @Test(arguments: [
    (ActivationFunction.identity, [Float(2), -1]), (.relu, [2, 0]),
    (.clip(low: -0.5, high: 1.5), [1.5, -0.5]), (.leaky(slope: 0.5), [2, -0.5]),
    (.hardSigmoid(slope: 0.25, offset: 0.5), [1, 0.25]), (.hardSwish, [1.6666666, -0.33333334]),
  ]) func sumsAreFinished(_ activation: ActivationFunction, _ expected: [Float]) {
    let shared = SharedWeights(
      mask: Mask(shape: [2, 2], isKept: [true, true, false, true]), codes: [2, 0, 1],
      codebook: Codebook(centroids: [-1, 3, 2], precision: .float32), bits: 2)
    for batches in [ProductChoice.BatchClass.vectors, .batches] {
      for weights in [ProductWeights.codes(CodebookMatrix(shared)), .floats(shared.dense())] {
        let product = ProductChoice.matrix(
          weights, bias: [1, -10], activation: activation, batches: batches, on: Machine())
        // 2 · 4 - 3 = 5 and 3 · 3 = 9; with b 6 and -1; with a 2 and -1.
        let outputs = product.outputs(
          of: Tensor(shape: [1, 2], values: [4, 3]), count: 2,
          addend: Tensor(shape: [1, 2], values: [-4, 0]))
        #expect(zip(outputs, expected).allSatisfy { abs($0 - $1) < 1e-6 }, "\(product.form)")
      }
    }
  }
}
