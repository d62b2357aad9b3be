import Tensors
import TestSupport
import Testing

struct MatrixBlockTests {
  /// [[1, 2], [3, 4]] · [[5, 6], [7, 8]] = [[19, 22], [43, 50]], written into the middle of rows of
  /// four.
  @Test func aProductWrittenIntoAWiderMatrix() {
    let (a, b): ([Float], [Float]) = ([1, 2, 3, 4], [5, 6, 7, 8])
    let unit: [Float] = [1, 0, 0, 1]
    var output = [Float](repeating: -1, count: 8)
    output.withUnsafeMutableBufferPointer { target in
      guard let base = target.baseAddress else { return }
      MatrixMultiply.multiply(
        .init(a, rows: 2, columns: 2), .init(b, rows: 2, columns: 2), into: base + 1, stride: 4)
      #expect(Array(target) == [-1, 19, 22, -1, -1, 43, 50, -1])
      MatrixMultiply.multiply(
        .init(unit, rows: 2, columns: 2), .init(a, rows: 2, columns: 2, transposed: true),
        into: base + 1, stride: 4, adding: true)
      #expect(Array(target) == [-1, 20, 25, -1, -1, 45, 54, -1])
    }
  }

  @Test func rowsOfAWiderMatrixAreRead() {
    var output: [Float] = [0]
    // The first column of [[1, 9], [2, 9]], transposed, times itself: 1 + 4.
    let wide: [Float] = [1, 9, 2, 9]
    MatrixMultiply.multiply(
      .init(wide, rows: 2, columns: 1, stride: 2, transposed: true),
      .init(wide, rows: 2, columns: 1, stride: 2),
      into: &output, stride: 1)
    #expect(output == [5])
  }
}
