@preconcurrency import Glibc

/// Open MPI, found when processes were started together: everything else runs without it. The
/// declarations are those of its mpi.h; what is a macro there is a symbol or a number here.
package struct OpenMPI: @unchecked Sendable {
  // SAFETY: pointers to functions and to objects of the library, which nobody changes.
  typealias InitThread =
    @convention(c) (
      UnsafeMutablePointer<Int32>?, UnsafeMutableRawPointer?, Int32, UnsafeMutablePointer<Int32>
    ) -> Int32
  typealias OfCommunicator =
    @convention(c) (UnsafeMutableRawPointer, UnsafeMutablePointer<Int32>) -> Int32
  typealias StartSend =
    @convention(c) (
      UnsafeRawPointer?, Int32, UnsafeMutableRawPointer, Int32, Int32, UnsafeMutableRawPointer,
      UnsafeMutablePointer<UnsafeMutableRawPointer?>
    ) -> Int32
  typealias StartReceive =
    @convention(c) (
      UnsafeMutableRawPointer?, Int32, UnsafeMutableRawPointer, Int32, Int32,
      UnsafeMutableRawPointer, UnsafeMutablePointer<UnsafeMutableRawPointer?>
    ) -> Int32
  typealias Test =
    @convention(c) (
      UnsafeMutablePointer<UnsafeMutableRawPointer?>, UnsafeMutablePointer<Int32>,
      UnsafeMutableRawPointer?
    ) -> Int32
  typealias Probe =
    @convention(c) (
      Int32, Int32, UnsafeMutableRawPointer, UnsafeMutablePointer<Int32>,
      UnsafeMutableRawPointer?
    ) -> Int32
  typealias ProcessorName =
    @convention(c) (UnsafeMutablePointer<CChar>, UnsafeMutablePointer<Int32>) -> Int32
  typealias Abort = @convention(c) (UnsafeMutableRawPointer, Int32) -> Int32
  typealias Finalize = @convention(c) () -> Int32

  /// `ompi_status_public_t`.
  struct Status {
    var source: Int32 = 0
    var tag: Int32 = 0
    var error: Int32 = 0
    var isCancelled: Int32 = 0
    var byteCount = 0
  }

  /// MPI_THREAD_SERIALIZED: one thread calls at a time, whichever.
  static let serialized: Int32 = 2
  /// MPI_ANY_SOURCE.
  static let anySource: Int32 = -1
  /// MPI_MAX_PROCESSOR_NAME.
  static let longestName = 256
  static let libraryName = "libmpi.so.40"

  let world: UnsafeMutableRawPointer
  let byte: UnsafeMutableRawPointer
  let initThread: InitThread
  let rank: OfCommunicator
  let size: OfCommunicator
  let startSend: StartSend
  let startReceive: StartReceive
  let test: Test
  let probe: Probe
  let processorName: ProcessorName
  let abort: Abort
  let finalize: Finalize

  package init() throws(RankError) {
    // Its plug-ins look for its symbols among those of the process.
    guard let library = dlopen(Self.libraryName, RTLD_NOW | RTLD_GLOBAL) else {
      throw .noLibrary(Self.libraryName)
    }
    func address(_ name: String) throws(RankError) -> UnsafeMutableRawPointer {
      guard let symbol = dlsym(library, name) else { throw .noFunction(name) }
      return symbol
    }
    world = try address("ompi_mpi_comm_world")
    byte = try address("ompi_mpi_byte")
    initThread = unsafeBitCast(try address("MPI_Init_thread"), to: InitThread.self)
    rank = unsafeBitCast(try address("MPI_Comm_rank"), to: OfCommunicator.self)
    size = unsafeBitCast(try address("MPI_Comm_size"), to: OfCommunicator.self)
    startSend = unsafeBitCast(try address("MPI_Isend"), to: StartSend.self)
    startReceive = unsafeBitCast(try address("MPI_Irecv"), to: StartReceive.self)
    test = unsafeBitCast(try address("MPI_Test"), to: Test.self)
    probe = unsafeBitCast(try address("MPI_Iprobe"), to: Probe.self)
    processorName = unsafeBitCast(try address("MPI_Get_processor_name"), to: ProcessorName.self)
    abort = unsafeBitCast(try address("MPI_Abort"), to: Abort.self)
    finalize = unsafeBitCast(try address("MPI_Finalize"), to: Finalize.self)
  }
}
