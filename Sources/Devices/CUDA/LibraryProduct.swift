/// y = W x by one of NVIDIA's libraries, in the queue of a connection: what dcs's own products are
/// measured against. x: [batch, inputs], y: [batch, outputs], row-major.
package protocol LibraryProduct {
  /// Bytes of the weights.
  var bytes: Int { get }
  /// Adds the product to the queue.
  func enqueue() throws(DeviceError)
  /// What the last one gave. Waits for it.
  func output() throws(DeviceError) -> [Float]
}

extension CUDALibraries {
  /// Whether one of them is here, for a connection by CUDA.
  package func take(_ connection: DeviceConnection) -> Bool {
    connection.driver is CUDADriver && (dense != nil || sparse != nil)
  }

  /// By cuBLAS, from all weights as floats; nil where it is not here, or the connection is none of
  /// CUDA's. `weights`: [outputs, inputs].
  package func dense(
    _ weights: [Float], outputs: Int, input: [Float], batch: Int, on connection: DeviceConnection
  ) throws(DeviceError) -> (any LibraryProduct)? {
    guard let dense, let driver = connection.driver as? CUDADriver else { return nil }
    return try DenseLibraryProduct(
      dense, driver,
      LibraryValues(weights, outputs: outputs, input: input, batch: batch, on: connection))
  }

  /// By cuSPARSE, from rows of 32-bit columns and floats: `matrix` [outputs, inputs].
  package func sparse(
    _ matrix: SparseFloats, input: [Float], batch: Int, on connection: DeviceConnection
  ) throws(DeviceError) -> (any LibraryProduct)? {
    guard let sparse, let driver = connection.driver as? CUDADriver else { return nil }
    return try SparseLibraryProduct(
      sparse, driver, matrix,
      LibraryValues(
        matrix.values, outputs: matrix.offsets.count - 1, input: input, batch: batch,
        on: connection), on: connection)
  }
}

/// Compressed rows: entries of row r are offsets[r]..<offsets[r + 1].
package struct SparseFloats {
  package let offsets: [Int32]
  package let columns: [Int32]
  package let values: [Float]

  package init(offsets: [Int32], columns: [Int32], values: [Float]) {
    (self.offsets, self.columns, self.values) = (offsets, columns, values)
  }
}

/// What a product reads and writes, in the device's memory.
private struct LibraryValues {
  let weights: DeviceBuffer
  let input: DeviceBuffer
  let output: DeviceBuffer
  let inputs: Int
  let outputs: Int
  let batch: Int

  init(
    _ weights: [Float], outputs: Int, input: [Float], batch: Int, on connection: DeviceConnection
  ) throws(DeviceError) {
    self.weights = try DeviceBuffer(weights, on: connection)
    self.input = try DeviceBuffer(input, on: connection)
    output = try DeviceBuffer(bytes: 4 * outputs * batch, on: connection)
    (self.outputs, self.batch) = (outputs, batch)
    inputs = input.count / max(1, batch)
  }

  func result() throws(DeviceError) -> [Float] { try output.floats(0..<outputs * batch) }
}

extension DeviceBuffer {
  fileprivate var address: CUDA.Address { UInt64(memory.handle) }
}

/// The libraries' matrices lie column by column: [outputs, inputs] row by row is its transpose
/// there, [batch, inputs] one column an example.
private final class DenseLibraryProduct: LibraryProduct {
  private let library: CUBLAS
  private let driver: CUDADriver
  private let values: LibraryValues
  private let handle: CUBLAS.Handle

  init(_ library: CUBLAS, _ driver: CUDADriver, _ values: LibraryValues) throws(DeviceError) {
    (self.library, self.driver, self.values) = (library, driver, values)
    // A handle whose next call fails is lost with the connection, which is of no use then.
    let handle = try driver.peerMade("cublasCreate") { library.create($0) }
    try driver.peer("cublasSetStream") { library.setStream(handle, $0) }
    self.handle = handle
  }

  deinit { _ = library.destroy(handle) }

  var bytes: Int { 4 * values.inputs * values.outputs }

  func enqueue() throws(DeviceError) {
    let (one, zero): (Float, Float) = (1, 0)
    let (inputs, outputs) = (Int32(values.inputs), Int32(values.outputs))
    let (weights, x, y) = (values.weights.address, values.input.address, values.output.address)
    try driver.peer(values.batch == 1 ? "cublasSgemv" : "cublasSgemm") { _ in
      withUnsafePointer(to: one) { one in
        withUnsafePointer(to: zero) { zero in
          values.batch == 1
            ? library.vector(
              handle, CUBLAS.transposed, inputs, outputs, one, weights, inputs, x, 1, zero, y, 1)
            : library.batch(
              handle, CUBLAS.transposed, CUBLAS.asItIs, outputs, Int32(values.batch), inputs, one,
              weights, inputs, x, inputs, zero, y, outputs)
        }
      }
    }
  }

  func output() throws(DeviceError) -> [Float] { try values.result() }
}

private final class SparseLibraryProduct: LibraryProduct {
  private let library: CUSPARSE
  private let driver: CUDADriver
  private let values: LibraryValues
  private let offsets: DeviceBuffer
  private let columns: DeviceBuffer
  /// What the library asks for beside.
  private let workspace: DeviceBuffer
  private let handle: CUSPARSE.Handle
  private let rows: CUSPARSE.Handle
  private let input: CUSPARSE.Handle
  private let result: CUSPARSE.Handle
  let bytes: Int

  init(
    _ library: CUSPARSE, _ driver: CUDADriver, _ matrix: SparseFloats, _ values: LibraryValues,
    on connection: DeviceConnection
  ) throws(DeviceError) {
    (self.library, self.driver, self.values) = (library, driver, values)
    let offsets = try DeviceBuffer(matrix.offsets, on: connection)
    let columns = try DeviceBuffer(matrix.columns, on: connection)
    (self.offsets, self.columns) = (offsets, columns)
    bytes = 8 * matrix.values.count + 4 * matrix.offsets.count
    let handle = try driver.peerMade("cusparseCreate") { library.create($0) }
    try driver.peer("cusparseSetStream") { library.setStream(handle, $0) }
    let rows = try driver.peerMade("cusparseCreateCsr") {
      library.createRows(
        $0, Int64(values.outputs), Int64(values.inputs), Int64(matrix.values.count),
        offsets.address, columns.address, values.weights.address, CUSPARSE.indices32,
        CUSPARSE.indices32,
        CUSPARSE.baseZero, CUSPARSE.float32)
    }
    func dense(_ count: Int, _ buffer: DeviceBuffer) throws(DeviceError) -> CUSPARSE.Handle {
      try driver.peerMade("cusparseCreateDnVec") {
        values.batch == 1
          ? library.createVector($0, Int64(count), buffer.address, CUSPARSE.float32)
          : library.createMatrix(
            $0, Int64(count), Int64(values.batch), Int64(count), buffer.address,
            CUSPARSE.float32, CUSPARSE.columnMajor)
      }
    }
    let input = try dense(values.inputs, values.input)
    let result = try dense(values.outputs, values.output)
    var size = 0
    let (one, zero): (Float, Float) = (1, 0)
    try driver.peer("cusparseSpMV_bufferSize") { _ in
      withUnsafePointer(to: one) { one in
        withUnsafePointer(to: zero) { zero in
          values.batch == 1
            ? library.vectorSize(
              handle, CUSPARSE.asItIs, one, rows, input, zero, result, CUSPARSE.float32,
              CUSPARSE.usualAlgorithm, &size)
            : library.batchSize(
              handle, CUSPARSE.asItIs, CUSPARSE.asItIs, one, rows, input, zero, result,
              CUSPARSE.float32, CUSPARSE.usualAlgorithm, &size)
        }
      }
    }
    workspace = try DeviceBuffer(bytes: size, on: connection)
    (self.handle, self.rows, self.input, self.result) = (handle, rows, input, result)
  }

  deinit {
    _ = library.destroyRows(rows)
    for dense in [input, result] {
      _ = values.batch == 1 ? library.destroyVector(dense) : library.destroyMatrix(dense)
    }
    _ = library.destroy(handle)
  }

  func enqueue() throws(DeviceError) {
    let (one, zero): (Float, Float) = (1, 0)
    try driver.peer(values.batch == 1 ? "cusparseSpMV" : "cusparseSpMM") { _ in
      withUnsafePointer(to: one) { one in
        withUnsafePointer(to: zero) { zero in
          values.batch == 1
            ? library.vector(
              handle, CUSPARSE.asItIs, one, rows, input, zero, result, CUSPARSE.float32,
              CUSPARSE.usualAlgorithm, workspace.address)
            : library.batch(
              handle, CUSPARSE.asItIs, CUSPARSE.asItIs, one, rows, input, zero, result,
              CUSPARSE.float32, CUSPARSE.usualAlgorithm, workspace.address)
        }
      }
    }
  }

  func output() throws(DeviceError) -> [Float] { try values.result() }
}
