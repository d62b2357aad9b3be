import CKernels
import Networks
import Tensors

/// One fully connected layer in all the forms that `bench` compares, with an input and room for outputs. All forms lie in
/// the same kind of memory (huge pages where the system grants them), so that no way profits from it alone.
package final class LayerContest {
  private let matrix: CodebookMatrix
  private let batch: Int
  private let input: Tensor
  /// [columns, batch], as sparse products of batches want it.
  private let columnsFirst: [Float]
  private var output: [Float]
  private var sum: Float = 0
  private let mkl: MathKernelLibrary?
  private let codes: Rotation<CodebookMatrix>
  private let dense: Rotation<AlignedArray<Float>>
  private let sparse: Rotation<FloatRows>
  /// As many floats as dcs's form takes.
  private let plain: Rotation<AlignedArray<Float>>

  package init(_ matrix: CodebookMatrix, batch: Int, mkl: MathKernelLibrary?, isCold: Bool = false) {
    (self.matrix, self.batch, self.mkl) = (matrix, batch, mkl)
    input = LayerBenchmark.randomInput([batch, matrix.columns])
    columnsFirst = input.transposed().values
    output = [Float](repeating: 0, count: batch * matrix.rows)
    let (bytes, values) = (matrix.productBytes(batch: batch), matrix.dense().values)
    codes = Rotation(bytes: bytes, isCold: isCold) { matrix.copied() }
    dense = Rotation(bytes: 4 * values.count, isCold: isCold) { AlignedArray(values) }
    sparse = Rotation(bytes: Self.sparseBytes(matrix), isCold: isCold) { FloatRows(matrix, batch: batch, mkl: mkl) }
    plain = Rotation(bytes: bytes, isCold: isCold) { AlignedArray([Float](repeating: 1, count: bytes / 4)) }
  }

  package var ways: [BenchmarkedWay] {
    [.dcs, .denseOpenBLAS, .sparseRows] + (mkl == nil ? [] : [.denseMKL])
      + (sparse.next.hasHandle ? [.sparseMKL] : []) + (batch == 1 ? [.reading] : [])
  }

  private static func sparseBytes(_ matrix: CodebookMatrix) -> Int { 4 * (matrix.rows + 1) + 8 * matrix.entryCount }

  /// Bytes of weights that a way reads.
  func bytes(_ way: BenchmarkedWay) -> Int {
    switch way {
    case .dcs, .reading: matrix.productBytes(batch: batch)
    case .denseOpenBLAS, .denseMKL: 4 * matrix.rows * matrix.columns
    case .sparseRows, .sparseMKL: Self.sparseBytes(matrix)
    }
  }

  func products(_ way: BenchmarkedWay) -> Int {
    switch way {
    case .dcs, .sparseRows, .sparseMKL: batch * matrix.entryCount
    case .denseOpenBLAS, .denseMKL: batch * matrix.rows * matrix.columns
    case .reading: 0
    }
  }

  func run(_ way: BenchmarkedWay) {
    switch way {
    case .dcs: _ = codes.next.multiplied(by: input)
    case .denseOpenBLAS:
      MatrixMultiply.denseLayer(
        dense.next.base, rows: matrix.rows, columns: matrix.columns, input.values, batch: batch, into: &output)
    case .sparseRows: sparse.next.multiply(columnsFirst, batch: batch, into: &output)
    case .denseMKL:
      guard let mkl else { return }
      dcs_mkl_dense(mkl.functions, dense.next.base, matrix.rows, matrix.columns, input.values, batch, &output)
    case .sparseMKL: sparse.next.multiplyByMKL(columnsFirst, batch: batch, into: &output)
    case .reading:
      let memory = plain.next
      sum = dcs_sum(memory.base, memory.count)
    }
  }

  /// What a way computes, [batch, rows]: for tests, that all do the same work. Reading gives how many floats it has read.
  package func result(_ way: BenchmarkedWay) -> [Float] {
    run(way)
    return switch way {
    case .dcs: matrix.multiplied(by: input).values
    case .denseOpenBLAS, .denseMKL: output
    case .sparseRows, .sparseMKL: Tensor(shape: [matrix.rows, batch], values: output).transposed().values
    case .reading: [sum]
    }
  }
}
