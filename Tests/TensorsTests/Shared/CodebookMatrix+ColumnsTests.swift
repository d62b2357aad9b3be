import Tensors
import TestSupport
import Testing

struct CodebookMatrixColumnsTests {
  /// Rows 1 and 2 of a 4x5 matrix times [5, 3], written into rows of six; whole numbers, so exact.
  @Test func someRowsIntoAWiderMatrix() {
    let mask = Mask.random([4, 5], density: 0.5, seed: 1)
    let shared = SharedWeights(
      mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 % 3) },
      codebook: Codebook(centroids: [-2, 1, 3], precision: .float32), bits: 2)
    let input = Tensor.wholeNumbers([5, 3], seed: 2)
    var output = [Float](repeating: 7, count: 24)
    CodebookMatrix(shared).multiply(rows: 1..<3, by: input.values, count: 3, into: &output, stride: 6)
    let dense = shared.dense().values
    for row in 0..<4 {
      for column in 0..<6 {
        let product = (0..<5).reduce(Float(0)) { $0 + dense[row * 5 + $1] * input.values[$1 * 3 + min(column, 2)] }
        let isWritten = (1..<3).contains(row) && column < 3
        #expect(output[row * 6 + column] == (isWritten ? product : 7))
      }
    }
  }
}
