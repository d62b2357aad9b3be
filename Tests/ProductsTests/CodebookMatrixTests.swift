import Tensors
import TestSupport
import Testing

struct CodebookMatrixTests {
  /// Weights [rows, columns] with a share of survivors and a codebook of four whole numbers, so
  /// that all sums are exact.
  private func weights(_ rows: Int, _ columns: Int, density: Float) -> SharedWeights {
    let mask = Mask.random([rows, columns], density: density, seed: UInt64(rows * 1000 + columns))
    var random = RandomSource(seed: 9)
    return SharedWeights(
      mask: mask, codes: (0..<mask.survivorCount).map { _ in UInt8(random.below(4)) },
      codebook: Codebook(centroids: [-3, -1, 2, 5], precision: .float16), bits: 2)
  }

  static let shapes = [[1, 1], [1, 7], [7, 1], [13, 17], [31, 64], [97, 101]]

  /// Small whole numbers are exact in floats: every order of summation gives the same bits.
  @Test(arguments: shapes, [1, 2, 3, 64])
  func productIsTheDenseProduct(shape: [Int], batch: Int) {
    for density in [0, 0.1, 0.5, 1] as [Float] {
      let shared = weights(shape[0], shape[1], density: density)
      let input = Tensor.wholeNumbers([batch, shape[1]], seed: 2)
      let expected = MatrixMultiply.naiveProduct(
        .init(input.values, rows: batch, columns: shape[1]),
        .init(shared.dense().values, rows: shape[0], columns: shape[1], transposed: true))
      #expect(CodebookMatrix(shared).multiplied(by: input) == expected)
    }
  }

  @Test func nothingTimesNothingHasTheRightShape() {
    let matrix = CodebookMatrix(weights(3, 5, density: 1))
    #expect(matrix.multiplied(by: Tensor(zeros: [0, 5])) == Tensor(zeros: [0, 3]))
    let empty = CodebookMatrix(weights(0, 5, density: 1))
    #expect(empty.multiplied(by: Tensor(zeros: [1, 5])) == Tensor(zeros: [1, 0]))
    #expect(empty.multiplied(by: Tensor(zeros: [2, 5])) == Tensor(zeros: [2, 0]))
  }

  /// Several parts of work (the grain is about 100 000 multiplications), and the same bits for all
  /// thread counts.
  @Test(arguments: [1, 8])
  func threadsDoNotChangeTheBits(batch: Int) {
    let matrix = CodebookMatrix(weights(700, 601, density: 0.9))
    let input = Tensor.normal([batch, 601], seed: 3)
    let results = [1, 2, 5].map { threads in
      Parallel.$threads.withValue(threads) { matrix.multiplied(by: input).values }
    }
    #expect(sameBits(results[0], results[1]))
    #expect(sameBits(results[0], results[2]))
    let dense = MatrixMultiply.naiveProduct(
      .init(input.values, rows: batch, columns: 601),
      .init(matrix.dense().values, rows: 700, columns: 601, transposed: true))
    // 541 terms added in floats: 541 · 2^-24 = 3.2e-5 of the sum of magnitudes at most.
    #expect(relativeError(results[0], dense.values) < 1e-5)
  }

  @Test func rowsMayBeEmptyAndTheRestIsFound() {
    let shared = SharedWeights(
      mask: Mask(
        shape: [3, 2, 2],
        isKept: [false, true, false, false] + [false, false, false, false] + [
          true, true, true, true,
        ]),
      codes: [0, 1, 0, 1, 0], codebook: Codebook(centroids: [0.5, -2], precision: .float16), bits: 1
    )
    let matrix = CodebookMatrix(shared)
    let entries = matrix.rowCodes
    #expect(entries.rowOffsets == [0, 1, 1, 5])
    #expect(entries.columnIndices == [1, 0, 1, 2, 3])
    #expect(entries.codes == [0, 1, 0, 1, 0])
    #expect(matrix.packedForProducts().rowCodes == entries, "packing loses nothing")
    #expect(matrix.dense().reshaped([3, 2, 2]) == shared.dense())
    #expect(matrix.mask.reshaped([3, 2, 2]) == shared.mask)
    // 4 offsets of 4 bytes, 5 columns of 2, 5 codes of 1, 2 centroids of 4.
    #expect(matrix.bytes == 16 + 10 + 5 + 8)
  }
}
