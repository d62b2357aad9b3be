import CKernels
import Products
import Tensors

/// One fully connected layer in all the forms that `bench` compares, with an input and room for
/// outputs. All forms lie in the same kind of memory (huge pages where the system grants them), so
/// that no way profits from it alone.
package final class ConnectedLayerPeers {
  private let matrix: CodebookMatrix
  private let batch: Int
  private let input: Tensor
  /// [columns, batch], as sparse products of batches want it.
  private let columnsFirst: [Float]
  private var output: [Float]
  private var sum: Float = 0
  private let mkl: MathKernelLibrary?
  private let isCold: Bool
  private let machine: Machine
  private lazy var codes = Rotation(bytes: first.product.heldBytes, isCold: isCold) { prepared() }
  /// Ours, laid out once to know its bytes.
  private lazy var first = prepared()
  private lazy var dense = Rotation(bytes: bytes(.denseOpenBLAS), isCold: isCold) {
    AlignedArray(matrix.dense().values)
  }
  private lazy var sparse = Rotation(bytes: bytes(.sparseRows), isCold: isCold) {
    FloatRows(matrix, batch: batch, mkl: mkl)
  }
  private lazy var plain = Rotation(bytes: bytes(.reading), isCold: isCold) {
    AlignedArray([Float](repeating: 1, count: bytes(.reading) / 4))
  }

  /// Each form is made when its way is first asked for.
  package init(
    _ matrix: CodebookMatrix, batch: Int, mkl: MathKernelLibrary?, isCold: Bool = false,
    machine: Machine = .current
  ) {
    (self.matrix, self.batch, self.mkl, self.isCold) = (matrix, batch, mkl, isCold)
    self.machine = machine
    input = TimedProduct.drawnInput([batch, matrix.columns])
    columnsFirst = input.transposed().values
    output = [Float](repeating: 0, count: batch * matrix.rows)
  }

  private func prepared() -> TimedProduct {
    let kind = ProductWeights.Kind.codes(
      isFull: matrix.entryCount == matrix.rows * matrix.columns, centroids: matrix.codebook.count)
    let product = ProductChoice.matrix(
      .codes(matrix), bias: nil, activation: .identity,
      batches: ProductChoice.batchClass(batch, of: kind, on: machine), on: machine)
    return TimedProduct(product, input: input, outputs: matrix.rows, threads: machine.threads)
  }

  /// How dcs computes the layer.
  package var form: String { first.product.form }
  package var heldBytes: Int { first.product.heldBytes }

  package var ways: [BenchmarkedWay] {
    [.dcs, .denseOpenBLAS, .sparseRows] + (mkl == nil ? [] : [.denseMKL])
      + (sparse.next.hasHandle ? [.sparseMKL] : []) + (batch == 1 ? [.reading] : [])
  }

  /// Bytes of weights that a way reads.
  package func bytes(_ way: BenchmarkedWay) -> Int {
    switch way {
    case .dcs, .reading: heldBytes
    case .denseOpenBLAS, .denseMKL, .denseCUBLAS: 4 * matrix.rows * matrix.columns
    case .sparseRows, .sparseMKL, .sparseCUSPARSE:
      4 * (matrix.rows + 1) + 8 * matrix.entryCount
    }
  }

  package func products(_ way: BenchmarkedWay) -> Int {
    switch way {
    case .dcs, .sparseRows, .sparseMKL, .sparseCUSPARSE: batch * matrix.entryCount
    case .denseOpenBLAS, .denseMKL, .denseCUBLAS: batch * matrix.rows * matrix.columns
    case .reading: 0
    }
  }

  package func run(_ way: BenchmarkedWay) {
    switch way {
    case .dcs: codes.next.run()
    case .denseOpenBLAS:
      MatrixMultiply.denseLayer(
        dense.next.base, rows: matrix.rows, columns: matrix.columns, input.values, batch: batch,
        into: &output)
    case .sparseRows: sparse.next.multiply(columnsFirst, batch: batch, into: &output)
    case .denseMKL:
      guard let mkl else { return }
      dcs_mkl_dense(
        mkl.functions, dense.next.base, matrix.rows, matrix.columns, input.values, batch, &output)
    case .sparseMKL: sparse.next.multiplyByMKL(columnsFirst, batch: batch, into: &output)
    case .denseCUBLAS, .sparseCUSPARSE: preconditionFailure("no way of the processor")
    case .reading:
      let memory = plain.next
      sum = dcs_sum(memory.base, memory.count)
    }
  }

  /// What a way computes, [batch, rows]: for tests, that all do the same work. Reading gives how
  /// many floats it has read.
  package func result(_ way: BenchmarkedWay) -> [Float] {
    guard way != .dcs else {
      let ours = codes.next
      ours.run()
      return ours.result
    }
    run(way)
    guard way != .reading else { return [sum] }
    let isColumnsFirst = way == .sparseRows || way == .sparseMKL
    return isColumnsFirst
      ? Tensor(shape: [matrix.rows, batch], values: output).transposed().values : output
  }
}
