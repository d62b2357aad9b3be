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

/// What a library made, destroyed with it.
private final class LibraryObject {
  let handle: CUDA.Handle
  private let destroy: (CUDA.Handle?) -> Int32

  init(
    _ call: String, on driver: CUDADriver, destroy: @escaping (CUDA.Handle?) -> Int32,
    create: (CUDA.Slot) -> Int32
  ) throws(DeviceError) {
    handle = try driver.peerMade(call, create)
    self.destroy = destroy
  }

  deinit { _ = destroy(handle) }
}

/// Calls `body` with the places of alpha = 1 and beta = 0: C = alpha A B + beta C.
private func withScalars(_ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Int32) -> Int32 {
  withUnsafePointer(to: 1) { one in withUnsafePointer(to: 0) { zero in body(one, zero) } }
}

/// The libraries' matrices lie column by column: [outputs, inputs] row by row is its transpose
/// there, [batch, inputs] one column an example.
private struct DenseLibraryProduct: LibraryProduct {
  private let library: CUBLAS
  private let driver: CUDADriver
  private let values: LibraryValues
  private let session: LibraryObject

  init(_ library: CUBLAS, _ driver: CUDADriver, _ values: LibraryValues) throws(DeviceError) {
    (self.library, self.driver, self.values) = (library, driver, values)
    let session = try LibraryObject(
      "cublasCreate", on: driver, destroy: library.destroy, create: library.create)
    try driver.peer("cublasSetStream") { library.setStream(session.handle, $0) }
    self.session = session
  }

  var bytes: Int { 4 * values.inputs * values.outputs }

  func enqueue() throws(DeviceError) {
    let (inputs, outputs) = (Int32(values.inputs), Int32(values.outputs))
    let (weights, x, y) = (values.weights.address, values.input.address, values.output.address)
    try driver.peer(values.batch == 1 ? "cublasSgemv" : "cublasSgemm") { _ in
      withScalars { one, zero in
        values.batch == 1
          ? library.vector(
            session.handle, CUBLAS.transposed, inputs, outputs, one, weights, inputs, x, 1, zero,
            y, 1)
          : library.batch(
            session.handle, CUBLAS.transposed, CUBLAS.asItIs, outputs, Int32(values.batch),
            inputs, one, weights, inputs, x, inputs, zero, y, outputs)
      }
    }
  }

  func output() throws(DeviceError) -> [Float] { try values.result() }
}

private struct SparseLibraryProduct: LibraryProduct {
  private let library: CUSPARSE
  private let driver: CUDADriver
  private let values: LibraryValues
  private let offsets: DeviceBuffer
  private let columns: DeviceBuffer
  /// What the library asks for beside.
  private let workspace: DeviceBuffer
  private let session: LibraryObject
  private let rows: LibraryObject
  private let input: LibraryObject
  private let result: LibraryObject
  let bytes: Int

  init(
    _ library: CUSPARSE, _ driver: CUDADriver, _ matrix: SparseFloats, _ values: LibraryValues,
    on connection: DeviceConnection
  ) throws(DeviceError) {
    (self.library, self.driver, self.values) = (library, driver, values)
    bytes = 8 * matrix.values.count + 4 * matrix.offsets.count
    let offsets = try DeviceBuffer(matrix.offsets, on: connection)
    let columns = try DeviceBuffer(matrix.columns, on: connection)
    (self.offsets, self.columns) = (offsets, columns)
    let session = try LibraryObject(
      "cusparseCreate", on: driver, destroy: library.destroy, create: library.create)
    try driver.peer("cusparseSetStream") { library.setStream(session.handle, $0) }
    let rows = try LibraryObject("cusparseCreateCsr", on: driver, destroy: library.destroyRows) {
      library.createRows(
        $0, Int64(values.outputs), Int64(values.inputs), Int64(matrix.values.count),
        offsets.address, columns.address, values.weights.address, CUSPARSE.indices32,
        CUSPARSE.indices32, CUSPARSE.baseZero, CUSPARSE.float32)
    }
    let input = try Self.dense(values.inputs, values.input, values.batch, library, driver)
    let result = try Self.dense(values.outputs, values.output, values.batch, library, driver)
    (self.session, self.rows, self.input, self.result) = (session, rows, input, result)
    var size = 0
    try driver.peer(values.batch == 1 ? "cusparseSpMV_bufferSize" : "cusparseSpMM_bufferSize") {
      _ in
      withScalars { one, zero in
        values.batch == 1
          ? library.vectorSize(
            session.handle, CUSPARSE.asItIs, one, rows.handle, input.handle, zero, result.handle,
            CUSPARSE.float32, CUSPARSE.usualAlgorithm, &size)
          : library.batchSize(
            session.handle, CUSPARSE.asItIs, CUSPARSE.asItIs, one, rows.handle, input.handle,
            zero, result.handle, CUSPARSE.float32, CUSPARSE.usualAlgorithm, &size)
      }
    }
    workspace = try DeviceBuffer(bytes: size, on: connection)
  }

  /// A vector, or one column an example.
  private static func dense(
    _ count: Int, _ buffer: DeviceBuffer, _ batch: Int, _ library: CUSPARSE, _ driver: CUDADriver
  ) throws(DeviceError) -> LibraryObject {
    if batch == 1 {
      return try LibraryObject(
        "cusparseCreateDnVec", on: driver, destroy: library.destroyVector
      ) { library.createVector($0, Int64(count), buffer.address, CUSPARSE.float32) }
    }
    return try LibraryObject("cusparseCreateDnMat", on: driver, destroy: library.destroyMatrix) {
      library.createMatrix(
        $0, Int64(count), Int64(batch), Int64(count), buffer.address, CUSPARSE.float32,
        CUSPARSE.columnMajor)
    }
  }

  func enqueue() throws(DeviceError) {
    try driver.peer(values.batch == 1 ? "cusparseSpMV" : "cusparseSpMM") { _ in
      withScalars { one, zero in
        values.batch == 1
          ? library.vector(
            session.handle, CUSPARSE.asItIs, one, rows.handle, input.handle, zero, result.handle,
            CUSPARSE.float32, CUSPARSE.usualAlgorithm, workspace.address)
          : library.batch(
            session.handle, CUSPARSE.asItIs, CUSPARSE.asItIs, one, rows.handle, input.handle,
            zero, result.handle, CUSPARSE.float32, CUSPARSE.usualAlgorithm, workspace.address)
      }
    }
  }

  func output() throws(DeviceError) -> [Float] { try values.result() }
}
