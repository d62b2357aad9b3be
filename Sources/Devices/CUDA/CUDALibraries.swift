import Glibc

/// The functions of cuBLAS that dcs calls to have a peer for dense products. dcs itself never needs
/// it. Declarations follow cublas_v2.h of CUDA 11 to 13.
///
/// SAFETY: a table of functions, written once.
package struct CUBLAS: @unchecked Sendable {
  typealias Handle = OpaquePointer
  typealias Code = Int32
  typealias Floats = UnsafePointer<Float>

  typealias Create = @convention(c) (UnsafeMutablePointer<Handle?>) -> Code
  typealias Destroy = @convention(c) (Handle?) -> Code
  typealias SetStream = @convention(c) (Handle?, CUDA.Handle?) -> Code
  /// handle, operation, m, n, alpha, A, lda, x, incx, beta, y, incy
  typealias Vector =
    @convention(c) (
      Handle?, Int32, Int32, Int32, Floats, CUDA.Address, Int32, CUDA.Address, Int32, Floats,
      CUDA.Address, Int32
    ) -> Code
  /// handle, operations of A and B, m, n, k, alpha, A, lda, B, ldb, beta, C, ldc
  typealias Batch =
    @convention(c) (
      Handle?, Int32, Int32, Int32, Int32, Int32, Floats, CUDA.Address, Int32, CUDA.Address, Int32,
      Floats, CUDA.Address, Int32
    ) -> Code

  let create: Create
  let destroy: Destroy
  let setStream: SetStream
  let vector: Vector
  let batch: Batch

  static let transposed: Int32 = 1
  static let asItIs: Int32 = 0

  package init(_ library: SharedLibrary) throws(DeviceError) {
    create = try library.function("cublasCreate_v2", Create.self)
    destroy = try library.function("cublasDestroy_v2", Destroy.self)
    setStream = try library.function("cublasSetStream_v2", SetStream.self)
    vector = try library.function("cublasSgemv_v2", Vector.self)
    batch = try library.function("cublasSgemm_v2", Batch.self)
  }
}

/// The functions of cuSPARSE that dcs calls to have a peer for sparse products: its generic
/// interface, as cusparse.h of CUDA 11 to 13 declares it.
///
/// SAFETY: a table of functions, written once.
package struct CUSPARSE: @unchecked Sendable {
  typealias Handle = OpaquePointer
  typealias Slot = UnsafeMutablePointer<Handle?>
  typealias Code = Int32
  typealias Floats = UnsafePointer<Float>

  typealias Create = @convention(c) (Slot) -> Code
  typealias Destroy = @convention(c) (Handle?) -> Code
  typealias SetStream = @convention(c) (Handle?, CUDA.Handle?) -> Code
  /// descriptor, rows, columns, entries, row offsets, columns of entries, values, types of both
  /// indices, base, type of values
  typealias CreateRows =
    @convention(c) (
      Slot, Int64, Int64, Int64, CUDA.Address, CUDA.Address, CUDA.Address, Int32, Int32, Int32,
      Int32
    ) -> Code
  typealias CreateVector = @convention(c) (Slot, Int64, CUDA.Address, Int32) -> Code
  /// descriptor, rows, columns, leading extent, values, type, order
  typealias CreateMatrix =
    @convention(c) (Slot, Int64, Int64, Int64, CUDA.Address, Int32, Int32) -> Code
  /// handle, operation, alpha, A, x, beta, y, type, algorithm; then the size, or the memory
  typealias VectorSize =
    @convention(c) (
      Handle?, Int32, Floats, Handle?, Handle?, Floats, Handle?, Int32, Int32,
      UnsafeMutablePointer<Int>
    ) -> Code
  typealias Vector =
    @convention(c) (
      Handle?, Int32, Floats, Handle?, Handle?, Floats, Handle?, Int32, Int32, CUDA.Address
    ) -> Code
  /// handle, operations of A and B, alpha, A, B, beta, C, type, algorithm; then the same
  typealias BatchSize =
    @convention(c) (
      Handle?, Int32, Int32, Floats, Handle?, Handle?, Floats, Handle?, Int32, Int32,
      UnsafeMutablePointer<Int>
    ) -> Code
  typealias Batch =
    @convention(c) (
      Handle?, Int32, Int32, Floats, Handle?, Handle?, Floats, Handle?, Int32, Int32, CUDA.Address
    ) -> Code

  let create: Create
  let destroy: Destroy
  let setStream: SetStream
  let createRows: CreateRows
  let destroyRows: Destroy
  let createVector: CreateVector
  let destroyVector: Destroy
  let createMatrix: CreateMatrix
  let destroyMatrix: Destroy
  let vectorSize: VectorSize
  let vector: Vector
  let batchSize: BatchSize
  let batch: Batch

  static let asItIs: Int32 = 0
  static let indices32: Int32 = 2
  static let baseZero: Int32 = 0
  static let float32: Int32 = 0
  static let columnMajor: Int32 = 1
  static let usualAlgorithm: Int32 = 0

  package init(_ library: SharedLibrary) throws(DeviceError) {
    create = try library.function("cusparseCreate", Create.self)
    destroy = try library.function("cusparseDestroy", Destroy.self)
    setStream = try library.function("cusparseSetStream", SetStream.self)
    createRows = try library.function("cusparseCreateCsr", CreateRows.self)
    destroyRows = try library.function("cusparseDestroySpMat", Destroy.self)
    createVector = try library.function("cusparseCreateDnVec", CreateVector.self)
    destroyVector = try library.function("cusparseDestroyDnVec", Destroy.self)
    createMatrix = try library.function("cusparseCreateDnMat", CreateMatrix.self)
    destroyMatrix = try library.function("cusparseDestroyDnMat", Destroy.self)
    vectorSize = try library.function("cusparseSpMV_bufferSize", VectorSize.self)
    vector = try library.function("cusparseSpMV", Vector.self)
    batchSize = try library.function("cusparseSpMM_bufferSize", BatchSize.self)
    batch = try library.function("cusparseSpMM", Batch.self)
  }
}

/// NVIDIA's libraries that are here, each loaded by itself.
public struct CUDALibraries: Sendable {
  let dense: CUBLAS?
  let sparse: CUSPARSE?

  package init(dense: CUBLAS?, sparse: CUSPARSE?) { (self.dense, self.sparse) = (dense, sparse) }

  /// What DCS_CUBLAS and DCS_CUSPARSE name, or the system's, the newest first.
  public static let found = CUDALibraries(
    dense: first("DCS_CUBLAS", ["libcublas.so.13", "libcublas.so.12", "libcublas.so.11"])
      .flatMap { try? CUBLAS($0) },
    sparse: first("DCS_CUSPARSE", ["libcusparse.so.12", "libcusparse.so.11"])
      .flatMap { try? CUSPARSE($0) })

  private static func first(_ variable: String, _ usual: [String]) -> SharedLibrary? {
    let asked = getenv(variable).map { [String(cString: $0)] }
    for path in asked ?? usual {
      if let library = try? SharedLibrary(path, of: .cuda) { return library }
    }
    return nil
  }
}
