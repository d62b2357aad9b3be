import CKernels
import Tensors

/// Compressed sparse rows of floats, and MKL's handle on them when it is there.
final class FloatRows {
  let rows: Int
  let offsets: AlignedArray<UInt32>
  let columns: AlignedArray<UInt32>
  let values: AlignedArray<Float>
  private let mkl: MathKernelLibrary?
  private let handle: UnsafeMutableRawPointer?

  init(_ matrix: CodebookMatrix, batch: Int, mkl: MathKernelLibrary?) {
    let entries = matrix.rowCodes
    rows = matrix.rows
    offsets = AlignedArray(entries.rowOffsets)
    columns = AlignedArray(entries.columnIndices.map(UInt32.init))
    values = AlignedArray(entries.codes.map { matrix.codebook[Int($0)] })
    self.mkl = mkl
    handle = mkl.flatMap { [offsets, columns, values] mkl in
      dcs_mkl_sparse_create(
        mkl.functions, matrix.rows, matrix.columns,
        UnsafeMutableRawPointer(offsets.base).assumingMemoryBound(to: Int32.self),
        UnsafeMutableRawPointer(columns.base).assumingMemoryBound(to: Int32.self), values.base,
        batch)
    }
  }

  deinit { if let mkl, let handle { dcs_mkl_sparse_destroy(mkl.functions, handle) } }

  var hasHandle: Bool { handle != nil }

  /// input: [columns, batch]; output: [rows, batch]
  func multiply(_ input: [Float], batch: Int, into output: inout [Float]) {
    dcs_float_rows_multiply(offsets.base, columns.base, values.base, rows, input, &output, batch)
  }

  /// The same by MKL; does nothing without it.
  func multiplyByMKL(_ input: [Float], batch: Int, into output: inout [Float]) {
    guard let mkl, let handle else { return }
    _ = dcs_mkl_sparse_multiply(mkl.functions, handle, input, batch, &output)
  }
}
