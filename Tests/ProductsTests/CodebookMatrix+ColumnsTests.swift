import Tensors
import TestSupport
import Testing

struct CodebookMatrixColumnsTests {
  private func matrix(_ rows: Int, _ columns: Int) -> (SharedWeights, CodebookMatrix) {
    let mask = Mask.random([rows, columns], density: 0.5, seed: 1)
    let shared = SharedWeights(
      mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 % 3) },
      codebook: Codebook(centroids: [-2, 1, 3], precision: .float32), bits: 2)
    return (shared, CodebookMatrix(shared))
  }

  /// Rows 3 to 5, the second of two groups, times [5, count], written into rows of count + 3; whole
  /// numbers, so exact.
  @Test(arguments: ProcessorLevel.available, [1, 3, 8, 64, 65, 130])
  func someRowsIntoAWiderMatrix(level: ProcessorLevel, count: Int) {
    let (shared, plain) = matrix(6, 5)
    let input = Tensor.wholeNumbers([5, count], seed: 2)
    let dense = shared.dense().values
    let layout = WindowLayout(kernel: [1, 5], stride: 2)
    for groups in [0, 1, 2] {
      guard let windows = Windows(over: [1, 1, 5], layout) else {
        return #expect(Bool(false), "the kernel fits")
      }
      let matrix =
        groups == 0 ? plain : plain.packedForConvolution(groups: groups, windows: windows)
      var output = [Float](repeating: 7, count: 6 * (count + 3))
      ProcessorLevel.$current.withValue(level) {
        matrix.multiply(
          rows: 3..<6, by: input.values, count: count, into: &output, stride: count + 3)
      }
      for row in 0..<6 {
        for column in 0..<count + 3 {
          let isWritten = row >= 3 && column < count
          let product = (0..<5).reduce(Float(0)) {
            $0 + dense[row * 5 + $1] * input.values[$1 * count + min(column, count - 1)]
          }
          #expect(output[row * (count + 3) + column] == (isWritten ? product : 7))
        }
      }
    }
  }
}
