import CKernels
import Networks
import Tensors

/// One fully connected layer in all the forms that `bench` compares, with an input and room for outputs.
package final class LayerContest {
  private let matrix: CodebookMatrix
  private let batch: Int
  private let dense: [Float]
  private let input: Tensor
  /// [columns, batch], as sparse products of batches want it.
  private let columnsFirst: [Float]
  private var output: [Float]
  private var offsets: [UInt32]
  private var columns: [UInt32]
  private var values: [Float]
  private let mkl: MathKernelLibrary?
  private var sparse: UnsafeMutableRawPointer?

  package init(_ matrix: CodebookMatrix, batch: Int, mkl: MathKernelLibrary?) {
    (self.matrix, self.batch, self.mkl) = (matrix, batch, mkl)
    dense = matrix.dense().values
    input = LayerBenchmark.randomInput([batch, matrix.columns])
    columnsFirst = input.transposed().values
    output = [Float](repeating: 0, count: batch * matrix.rows)
    let entries = matrix.entries
    offsets = entries.rowOffsets
    columns = entries.columnIndices.map(UInt32.init)
    values = entries.codes.map { matrix.codebook[Int($0)] }
    guard let mkl else { return }
    sparse = offsets.withUnsafeMutableBytes { offsets in
      columns.withUnsafeMutableBytes { columns in
        dcs_mkl_sparse_create(
          mkl.functions, matrix.rows, matrix.columns, offsets.assumingMemoryBound(to: Int32.self).baseAddress,
          columns.assumingMemoryBound(to: Int32.self).baseAddress, &values, batch)
      }
    }
  }

  deinit { if let mkl, let sparse { dcs_mkl_sparse_destroy(mkl.functions, sparse) } }

  package var ways: [BenchmarkedWay] {
    [.dcs, .denseOpenBLAS, .sparseRows] + (mkl == nil ? [] : [.denseMKL]) + (sparse == nil ? [] : [.sparseMKL])
  }

  /// Bytes of weights that a way reads.
  func bytes(_ way: BenchmarkedWay) -> Int {
    switch way {
    case .dcs: matrix.productBytes(batch: batch)
    case .denseOpenBLAS, .denseMKL: 4 * dense.count
    case .sparseRows, .sparseMKL: 4 * offsets.count + 8 * values.count
    }
  }

  func products(_ way: BenchmarkedWay) -> Int {
    batch * (way == .denseOpenBLAS || way == .denseMKL ? dense.count : values.count)
  }

  func run(_ way: BenchmarkedWay) {
    switch way {
    case .dcs: _ = matrix.multiplied(by: input)
    case .denseOpenBLAS:
      if batch == 1 {
        MatrixMultiply.vectorProduct(dense, rows: matrix.rows, columns: matrix.columns, input.values, into: &output)
      } else {
        _ = MatrixMultiply.product(
          .init(input.values, rows: batch, columns: matrix.columns),
          .init(dense, rows: matrix.rows, columns: matrix.columns, transposed: true))
      }
    case .sparseRows:
      dcs_float_rows_multiply(offsets, columns, values, matrix.rows, columnsFirst, &output, batch)
    case .denseMKL:
      guard let mkl else { return }
      dcs_mkl_dense(mkl.functions, dense, matrix.rows, matrix.columns, input.values, batch, &output)
    case .sparseMKL:
      guard let mkl, let sparse else { return }
      _ = dcs_mkl_sparse_multiply(mkl.functions, sparse, columnsFirst, batch, &output)
    }
  }

  /// What a way computes, [batch, rows]: for tests, that all do the same work.
  package func result(_ way: BenchmarkedWay) -> [Float] {
    switch way {
    case .dcs: return matrix.multiplied(by: input).values
    case .denseOpenBLAS where batch > 1:
      return MatrixMultiply.product(
        .init(input.values, rows: batch, columns: matrix.columns),
        .init(dense, rows: matrix.rows, columns: matrix.columns, transposed: true)
      ).values
    case .denseOpenBLAS, .denseMKL:
      run(way)
      return output
    case .sparseRows, .sparseMKL:
      run(way)
      return Tensor(shape: [matrix.rows, batch], values: output).transposed().values
    }
  }
}
