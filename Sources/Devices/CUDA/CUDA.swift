/// The functions of NVIDIA's driver that dcs calls, in a library that is loaded while dcs runs: no
/// toolkit is needed to build, nor where it runs.
///
/// Declarations follow cuda.h of CUDA 11.8, which later drivers keep.
/// SAFETY: a table of functions, written once; they may be called from any thread.
package struct CUDA: @unchecked Sendable {
  /// A context, stream, module, function, graph: whatever the driver gives a pointer to.
  typealias Handle = OpaquePointer
  typealias Code = Int32
  typealias Slot = UnsafeMutablePointer<Handle?>
  typealias Address = UInt64
  typealias Number = UnsafeMutablePointer<Int32>

  typealias WithNumber = @convention(c) (UInt32) -> Code
  typealias GetNumber = @convention(c) (Number) -> Code
  typealias GetDevice = @convention(c) (Number, Int32) -> Code
  typealias GetName = @convention(c) (UnsafeMutablePointer<CChar>, Int32, Int32) -> Code
  typealias GetSize = @convention(c) (UnsafeMutablePointer<Int>, Int32) -> Code
  typealias GetAttribute = @convention(c) (Number, Int32, Int32) -> Code
  typealias CreateContext = @convention(c) (Slot, UInt32, Int32) -> Code
  typealias OfOne = @convention(c) (Handle?) -> Code
  typealias CreateStream = @convention(c) (Slot, UInt32) -> Code
  typealias LoadModule =
    @convention(c) (
      Slot, UnsafeRawPointer, UInt32, UnsafePointer<Int32>?,
      UnsafePointer<UnsafeMutableRawPointer?>?
    ) -> Code
  typealias GetFunction = @convention(c) (Slot, Handle?, UnsafePointer<CChar>) -> Code
  typealias GetFunctionAttribute = @convention(c) (Number, Int32, Handle?) -> Code
  typealias Allocate = @convention(c) (UnsafeMutablePointer<Address>, Int) -> Code
  typealias Free = @convention(c) (Address) -> Code
  typealias Write = @convention(c) (Address, UnsafeRawPointer, Int, Handle?) -> Code
  typealias Read = @convention(c) (UnsafeMutableRawPointer, Address, Int, Handle?) -> Code
  typealias Launch =
    @convention(c) (
      UnsafeRawPointer, Handle?, UnsafePointer<UnsafeRawPointer?>?,
      UnsafePointer<UnsafeRawPointer?>?
    ) -> Code
  typealias BeginCapture = @convention(c) (Handle?, Int32) -> Code
  typealias EndCapture = @convention(c) (Handle?, Slot) -> Code
  typealias Instantiate = @convention(c) (Slot, Handle?, UInt64) -> Code
  typealias LaunchGraph = @convention(c) (Handle?, Handle?) -> Code
  typealias ErrorName =
    @convention(c) (Code, UnsafeMutablePointer<UnsafePointer<CChar>?>) -> Code

  let initialize: WithNumber
  let driverVersion: GetNumber
  let deviceCount: GetNumber
  let device: GetDevice
  let deviceName: GetName
  let deviceMemory: GetSize
  let deviceAttribute: GetAttribute
  let createContext: CreateContext
  let destroyContext: OfOne
  let setContext: OfOne
  let createStream: CreateStream
  let destroyStream: OfOne
  let synchronize: OfOne
  let loadModule: LoadModule
  let function: GetFunction
  let functionAttribute: GetFunctionAttribute
  let allocate: Allocate
  let free: Free
  let write: Write
  let read: Read
  let launch: Launch
  let beginCapture: BeginCapture
  let endCapture: EndCapture
  let instantiate: Instantiate
  let launchGraph: LaunchGraph
  let destroyGraph: OfOne
  let destroyExecutable: OfOne
  private let errorName: ErrorName

  /// Throws `noLibrary` where there is none.
  package static func loaded() throws(DeviceError) -> CUDA { try CUDA(SharedLibrary(of: .cuda)) }

  package init(_ library: SharedLibrary) throws(DeviceError) {
    initialize = try library.function("cuInit", WithNumber.self)
    driverVersion = try library.function("cuDriverGetVersion", GetNumber.self)
    deviceCount = try library.function("cuDeviceGetCount", GetNumber.self)
    device = try library.function("cuDeviceGet", GetDevice.self)
    deviceName = try library.function("cuDeviceGetName", GetName.self)
    deviceMemory = try library.function("cuDeviceTotalMem_v2", GetSize.self)
    deviceAttribute = try library.function("cuDeviceGetAttribute", GetAttribute.self)
    createContext = try library.function("cuCtxCreate_v2", CreateContext.self)
    destroyContext = try library.function("cuCtxDestroy_v2", OfOne.self)
    setContext = try library.function("cuCtxSetCurrent", OfOne.self)
    createStream = try library.function("cuStreamCreate", CreateStream.self)
    destroyStream = try library.function("cuStreamDestroy_v2", OfOne.self)
    synchronize = try library.function("cuStreamSynchronize", OfOne.self)
    loadModule = try library.function("cuModuleLoadDataEx", LoadModule.self)
    self.function = try library.function("cuModuleGetFunction", GetFunction.self)
    functionAttribute = try library.function("cuFuncGetAttribute", GetFunctionAttribute.self)
    allocate = try library.function("cuMemAlloc_v2", Allocate.self)
    free = try library.function("cuMemFree_v2", Free.self)
    write = try library.function("cuMemcpyHtoDAsync_v2", Write.self)
    read = try library.function("cuMemcpyDtoHAsync_v2", Read.self)
    launch = try library.function("cuLaunchKernelEx", Launch.self)
    beginCapture = try library.function("cuStreamBeginCapture_v2", BeginCapture.self)
    endCapture = try library.function("cuStreamEndCapture", EndCapture.self)
    instantiate = try library.function("cuGraphInstantiateWithFlags", Instantiate.self)
    launchGraph = try library.function("cuGraphLaunch", LaunchGraph.self)
    destroyGraph = try library.function("cuGraphDestroy", OfOne.self)
    destroyExecutable = try library.function("cuGraphExecDestroy", OfOne.self)
    errorName = try library.function("cuGetErrorName", ErrorName.self)
  }

  /// CUDA_ERROR_OUT_OF_MEMORY and its like.
  func name(_ code: Code) -> String {
    var text: UnsafePointer<CChar>?
    guard errorName(code, &text) == CUDACode.success, let text else { return "error \(code)" }
    return String(cString: text)
  }
}

/// Numbers of cuda.h.
enum CUDACode {
  static let success: Int32 = 0
  static let outOfMemory: Int32 = 2
  static let unknown: Int32 = 999
  /// The driver is older than the PTX, or the card than its instructions.
  static let unbuilt: Set<Int32> = [200, 209, 218, 221, 222]

  static let threadsOfBlock: Int32 = 1
  static let sharedMemory: Int32 = 8
  static let processors: Int32 = 16
  static let cache: Int32 = 38
  static let major: Int32 = 75
  static let minor: Int32 = 76

  static let threadsOfFunction: Int32 = 0
  static let nonBlocking: UInt32 = 1
  /// Only this thread's calls count.
  static let captureOfThread: Int32 = 1
  static let errorLog: Int32 = 5
  static let errorLogSize: Int32 = 6
}
