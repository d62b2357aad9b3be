import Synchronization

/// A context of NVIDIA's driver with its stream and kernels.
///
/// SAFETY: written once; the context is made current before each call, and the driver orders calls.
final class CUDADriver: DeviceDriver, @unchecked Sendable {
  private let device: Device
  private let library: CUDA
  private let context: CUDA.Handle
  private let stream: CUDA.Handle
  /// Where sequences are recorded, one at a time: what anybody launches on a stream that records
  /// would become a part of the recording.
  private let recorder: CUDA.Handle
  private let recording = Mutex(())
  private let module: CUDA.Handle
  /// Whether kernels may be launched while the one before ends.
  private let isEarly: Bool
  /// The driver keeps what it built by itself.
  var isFromStore: Bool { false }

  init(_ device: Device, _ library: CUDA) throws(DeviceError) {
    (self.device, self.library) = (device, library)
    let context = try device.made("cuCtxCreate", library) {
      library.createContext($0, 0, Int32(device.handle))
    }
    do throws(DeviceError) {
      stream = try Self.stream(device, library)
      recorder = try Self.stream(device, library)
      isEarly = PTX.isEarly(device.capability)
      module = try Self.module(device, library)
      self.context = context
    } catch {
      _ = library.destroyContext(context)
      throw error
    }
  }

  /// What belongs to the context goes with it.
  deinit { _ = library.destroyContext(context) }

  private static func stream(_ device: Device, _ library: CUDA) throws(DeviceError)
    -> CUDA.Handle
  {
    try device.made("cuStreamCreate", library) {
      library.createStream($0, CUDACode.nonBlocking)
    }
  }

  /// Builds the kernels for the card. Throws `kernelsDoNotBuild` with what the driver says.
  private static func module(_ device: Device, _ library: CUDA) throws(DeviceError)
    -> CUDA.Handle
  {
    var log = [CChar](repeating: 0, count: 4096)
    var module: CUDA.Handle?
    let options = [CUDACode.errorLog, CUDACode.errorLogSize]
    let code = log.withUnsafeMutableBufferPointer { log in
      // Values of options are numbers in the place of pointers.
      let values = [
        UnsafeMutableRawPointer(log.baseAddress), UnsafeMutableRawPointer(bitPattern: log.count),
      ]
      return PTX.text(capability: device.capability).withCString {
        library.loadModule(&module, $0, UInt32(options.count), options, values)
      }
    }
    if let module, code == CUDACode.success { return module }
    guard CUDACode.unbuilt.contains(code) else {
      throw device.cudaFailure("cuModuleLoadDataEx", code, library)
    }
    let told = String(decoding: log.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    throw .kernelsDoNotBuild(device: device.name, log: told.isEmpty ? library.name(code) : told)
  }

  // MARK: Memory

  func allocate(bytes: Int) throws(DeviceError) -> DeviceMemory {
    var address: CUDA.Address = 0
    try call("cuMemAlloc", bytes: bytes) { library.allocate(&address, bytes) }
    return DeviceMemory(handle: UInt(address))
  }

  func free(_ memory: DeviceMemory) {
    _ = library.setContext(context)
    _ = library.free(memory.address)
  }

  /// Memory of the host that is not pinned is taken over before the call returns.
  func write(_ source: UnsafeRawBufferPointer, to memory: DeviceMemory, from byte: Int)
    throws(DeviceError)
  {
    guard let base = source.baseAddress, !source.isEmpty else { return }
    try call("cuMemcpyHtoDAsync", bytes: source.count) {
      library.write(memory.address + UInt64(byte), base, source.count, stream)
    }
  }

  func read(_ memory: DeviceMemory, from byte: Int, into target: UnsafeMutableRawBufferPointer)
    throws(DeviceError)
  {
    guard let base = target.baseAddress, !target.isEmpty else { return }
    try call("cuMemcpyDtoHAsync", bytes: target.count) {
      library.read(base, memory.address + UInt64(byte), target.count, stream)
    }
    try finish()
  }

  func finish() throws(DeviceError) {
    try call("cuStreamSynchronize") { library.synchronize(stream) }
  }

  // MARK: Kernels

  func kernel(_ name: String, _ arguments: [KernelArgument]) throws(DeviceError)
    -> any DeviceKernel
  {
    let function = try made("cuModuleGetFunction(\(name))") { library.function($0, module, name) }
    var most: Int32 = 0
    try call("cuFuncGetAttribute(\(name))") {
      library.functionAttribute(&most, CUDACode.threadsOfFunction, function)
    }
    return CUDAKernel(
      function, name: name, largestGroup: min(max(1, Int(most)), device.largestGroup), arguments)
  }

  func enqueue(_ launch: Launch) throws(DeviceError) { try enqueue(launch, on: stream) }

  private func enqueue(_ launch: Launch, on stream: CUDA.Handle) throws(DeviceError) {
    guard let kernel = launch.kernel as? CUDAKernel else {
      preconditionFailure("a kernel of this driver")
    }
    try call("cuLaunchKernelEx(\(kernel.name))") {
      kernel.withParameters { parameters in
        let attribute = LaunchAttribute.early
        return withUnsafePointer(to: attribute) { attribute in
          var configuration = LaunchConfiguration(
            launch, sharedBytes: kernel.sharedBytes, stream: stream)
          if isEarly { configuration.attributes = (UnsafeRawPointer(attribute), 1) }
          return withUnsafePointer(to: configuration) {
            library.launch($0, kernel.function, parameters, nil)
          }
        }
      }
    }
  }

  /// A graph of all launches, which the driver starts at once; one by one where it records none.
  func sequence(_ launches: [Launch]) -> any LaunchSequence {
    guard let executable = try? recording.withLock({ _ in try recorded(launches) }) else {
      return SingleLaunches(launches: launches, driver: self)
    }
    return CUDAGraph(executable, launches, on: self)
  }

  private func recorded(_ launches: [Launch]) throws(DeviceError) -> CUDA.Handle {
    try call("cuStreamBeginCapture") {
      library.beginCapture(recorder, CUDACode.captureOfThread)
    }
    let recorded = Result { () throws(DeviceError) in
      for launch in launches { try enqueue(launch, on: recorder) }
    }
    // Ends also when a launch failed: the stream goes on.
    let graph = try made("cuStreamEndCapture") { library.endCapture(recorder, $0) }
    defer { _ = library.destroyGraph(graph) }
    try recorded.get()
    return try made("cuGraphInstantiateWithFlags") { library.instantiate($0, graph, 0) }
  }

  fileprivate func launch(_ graph: CUDA.Handle?) throws(DeviceError) {
    try call("cuGraphLaunch") { library.launchGraph(graph, stream) }
  }

  fileprivate func destroy(_ graph: CUDA.Handle?) {
    _ = library.setContext(context)
    _ = library.destroyExecutable(graph)
  }

  private func made(_ name: String, _ body: (CUDA.Slot) -> CUDA.Code) throws(DeviceError)
    -> CUDA.Handle
  {
    try device.check(library.setContext(context), "cuCtxSetCurrent", library)
    return try device.made(name, library, body)
  }

  /// A call of a library that works in this context, with the queue. Its numbers of errors are its
  /// own.
  func peer(_ name: String, _ body: (CUDA.Handle) -> Int32) throws(DeviceError) {
    try device.check(library.setContext(context), "cuCtxSetCurrent", library)
    let code = body(stream)
    guard code == CUDACode.success else {
      throw .failed(device: device.name, call: name, reason: "status \(code)")
    }
  }

  /// What such a call puts into its slot.
  func peerMade(_ name: String, _ body: (CUDA.Slot) -> Int32) throws(DeviceError) -> CUDA.Handle {
    var handle: CUDA.Handle?
    try peer(name) { _ in body(&handle) }
    guard let handle else {
      throw .failed(device: device.name, call: name, reason: "it gave nothing")
    }
    return handle
  }

  private func call(_ name: String, bytes: Int = 0, _ body: () -> CUDA.Code) throws(DeviceError) {
    try device.check(library.setContext(context), "cuCtxSetCurrent", library)
    try device.check(body(), name, library, bytes: bytes)
  }
}

/// Launches that the driver has recorded.
///
/// SAFETY: a handle that is written once.
private final class CUDAGraph: LaunchSequence, @unchecked Sendable {
  private let executable: CUDA.Handle
  /// What the kernels' arguments need.
  private let launches: [Launch]
  private let driver: CUDADriver

  init(_ executable: CUDA.Handle, _ launches: [Launch], on driver: CUDADriver) {
    (self.executable, self.launches, self.driver) = (executable, launches, driver)
  }

  deinit { driver.destroy(executable) }

  func enqueue() throws(DeviceError) { try driver.launch(executable) }
}

/// SAFETY: written once.
private final class CUDAKernel: DeviceKernel, @unchecked Sendable {
  let name: String
  let function: CUDA.Handle
  let largestGroup: Int
  /// Memory that the threads of a group share: all parts of it, one behind the other.
  let sharedBytes: Int
  /// The arguments, each in words of 64 bits of its own.
  private let words: [[UInt64]]
  /// What the arguments need.
  private let buffers: [DeviceBuffer]

  init(
    _ function: CUDA.Handle, name: String, largestGroup: Int, _ arguments: [KernelArgument]
  ) {
    (self.function, self.name, self.largestGroup) = (function, name, largestGroup)
    var (words, buffers, floats): ([[UInt64]], [DeviceBuffer], Int) = ([], [], 0)
    for argument in arguments {
      switch argument {
      case .buffer(let buffer):
        if let buffer { buffers.append(buffer) }
        words.append([buffer.map { UInt64($0.memory.handle) } ?? 0])
      case .numbers(let numbers):
        words.append(
          stride(from: 0, to: numbers.count, by: 2).map { first in
            let high = first + 1 < numbers.count ? numbers[first + 1] : 0
            return UInt64(UInt32(bitPattern: numbers[first]))
              | UInt64(UInt32(bitPattern: high)) << 32
          })
      case .local(let count):
        words.append([UInt64(floats)])
        floats += max(1, count)
      }
    }
    (self.words, self.buffers, sharedBytes) = (words, buffers, 4 * floats)
  }

  /// Calls `body` with the places of all arguments.
  func withParameters<Result>(_ body: (UnsafePointer<UnsafeRawPointer?>?) -> Result) -> Result {
    let all = words.flatMap { $0 }
    return all.withUnsafeBytes { bytes in
      var places: [UnsafeRawPointer?] = []
      var first = 0
      for argument in words {
        places.append(bytes.baseAddress.map { $0 + first })
        first += 8 * argument.count
      }
      return places.withUnsafeBufferPointer { body($0.baseAddress) }
    }
  }
}

/// CUlaunchConfig of cuda.h: fields in its order, each as wide as there.
private struct LaunchConfiguration {
  var grid: (UInt32, UInt32, UInt32)
  var block: (UInt32, UInt32, UInt32)
  var sharedBytes: UInt32
  var stream: CUDA.Handle?
  var attributes: (UnsafeRawPointer?, UInt32) = (nil, 0)

  init(_ launch: Launch, sharedBytes: Int, stream: CUDA.Handle) {
    func three(_ numbers: [Int]) -> (UInt32, UInt32, UInt32) {
      let all = numbers.map { UInt32($0) } + [1, 1]
      return (all[0], all[1], all[2])
    }
    (grid, block) = (three(launch.groups), three(launch.size))
    (self.sharedBytes, self.stream) = (UInt32(sharedBytes), stream)
  }
}

/// CUlaunchAttribute of cuda.h: a number, and a value of 64 bytes at the next place of eight.
private struct LaunchAttribute {
  var number: UInt32
  var nothing: UInt32 = 0
  var value: (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

  /// CU_LAUNCH_ATTRIBUTE_PROGRAMMATIC_STREAM_SERIALIZATION, switched on.
  static let early = LaunchAttribute(number: 6, value: (1, 0, 0, 0, 0, 0, 0, 0))
}

extension DeviceMemory {
  fileprivate var address: CUDA.Address { UInt64(handle) }
}

extension Device {
  /// What a call puts into its slot.
  fileprivate func made(
    _ call: String, _ library: CUDA, _ body: (CUDA.Slot) -> CUDA.Code
  ) throws(DeviceError) -> CUDA.Handle {
    var handle: CUDA.Handle?
    try check(body(&handle), call, library)
    guard let handle else { throw cudaFailure(call, CUDACode.unknown, library) }
    return handle
  }

  fileprivate func check(
    _ code: CUDA.Code, _ call: String, _ library: CUDA, bytes: Int = 0
  ) throws(DeviceError) {
    guard code != CUDACode.success else { return }
    throw cudaFailure(call, code, library, bytes: bytes)
  }

  fileprivate func cudaFailure(
    _ call: String, _ code: CUDA.Code, _ library: CUDA, bytes: Int = 0
  ) -> DeviceError {
    code == CUDACode.outOfMemory
      ? .outOfMemory(device: name, bytes: bytes)
      : .failed(device: name, call: call, reason: library.name(code))
  }
}
