/// OpenCL's context, queue and kernels for a device.
///
/// SAFETY: written once; OpenCL's own objects may be used from any thread.
final class OpenCLDriver: DeviceDriver, @unchecked Sendable {
  private let device: Device
  fileprivate let library: OpenCL
  private let context: OpenCL.Handle
  private let queue: OpenCL.Handle
  private let program: OpenCL.Handle
  let isFromStore: Bool

  init(
    _ device: Device, _ library: OpenCL, _ store: FileStore, _ source: String
  ) throws(DeviceError) {
    (self.device, self.library) = (device, library)
    var code: Int32 = 0
    let context = library.createContext(nil, 1, [device.pointer], nil, nil, &code)
    guard let context, code == OpenCLCode.success else {
      throw device.openCLFailure("clCreateContext", code)
    }
    guard let queue = library.createQueue(context, device.pointer, 0, &code),
      code == OpenCLCode.success
    else {
      _ = library.releaseContext(context)
      throw device.openCLFailure("clCreateCommandQueue", code)
    }
    do throws(DeviceError) {
      (program, isFromStore) = try OpenCLProgram(
        library: library, device: device, context: context, store: store
      ).handle(source)
    } catch {
      _ = library.releaseQueue(queue)
      _ = library.releaseContext(context)
      throw error
    }
    (self.context, self.queue) = (context, queue)
  }

  deinit {
    _ = library.releaseProgram(program)
    _ = library.releaseQueue(queue)
    _ = library.releaseContext(context)
  }

  func allocate(bytes: Int) throws(DeviceError) -> DeviceMemory {
    var code: Int32 = 0
    let handle = library.createBuffer(context, OpenCLConstant.readWrite, bytes, nil, &code)
    try check(code, "clCreateBuffer", bytes: bytes)
    guard let handle else { throw .outOfMemory(device: device.name, bytes: bytes) }
    return DeviceMemory(handle: UInt(bitPattern: handle))
  }

  func free(_ memory: DeviceMemory) { _ = library.releaseBuffer(memory.pointer) }

  func write(_ source: UnsafeRawBufferPointer, to memory: DeviceMemory, from byte: Int)
    throws(DeviceError)
  {
    guard let base = source.baseAddress else { return }
    try check(
      library.write(queue, memory.pointer, 1, byte, source.count, base, 0, nil, nil),
      "clEnqueueWriteBuffer", bytes: source.count)
  }

  func read(_ memory: DeviceMemory, from byte: Int, into target: UnsafeMutableRawBufferPointer)
    throws(DeviceError)
  {
    guard let base = target.baseAddress else { return }
    try check(
      library.read(queue, memory.pointer, 1, byte, target.count, base, 0, nil, nil),
      "clEnqueueReadBuffer", bytes: target.count)
  }

  func kernel(_ name: String, _ arguments: [KernelArgument]) throws(DeviceError)
    -> any DeviceKernel
  {
    var code: Int32 = 0
    guard let handle = library.createKernel(program, name, &code), code == OpenCLCode.success
    else { throw device.openCLFailure("clCreateKernel(\(name))", code) }
    let kernel = OpenCLKernel(handle, name: name, on: self)
    for (number, argument) in arguments.enumerated() {
      try check(kernel.set(number, argument), "clSetKernelArg(\(name), \(number))")
    }
    return kernel
  }

  func enqueue(_ launch: Launch) throws(DeviceError) {
    guard let kernel = launch.kernel as? OpenCLKernel else {
      preconditionFailure("a kernel of this driver")
    }
    let global = zip(launch.groups, launch.size).map { $0 * $1 }
    try check(
      library.launch(
        queue, kernel.handle, UInt32(launch.size.count), nil, global, launch.size, 0, nil, nil),
      "clEnqueueNDRangeKernel(\(kernel.name))")
  }

  func sequence(_ launches: [Launch]) -> any LaunchSequence {
    SingleLaunches(launches: launches, driver: self)
  }

  func finish() throws(DeviceError) { try check(library.finish(queue), "clFinish") }

  private func check(_ code: Int32, _ call: String, bytes: Int = 0) throws(DeviceError) {
    guard code != OpenCLCode.success else { return }
    throw device.openCLFailure(call, code, bytes: bytes)
  }

  fileprivate func largestGroup(of kernel: OpenCL.Handle) -> Int {
    let size = OpenCL.number {
      library.getKernelInfo(kernel, device.pointer, OpenCLConstant.kernelGroupSize, $0, $1, $2)
    }
    return size > 0 ? min(Int(clamping: size), device.largestGroup) : device.largestGroup
  }
}

/// SAFETY: arguments are set before anybody else has it.
private final class OpenCLKernel: DeviceKernel, @unchecked Sendable {
  let name: String
  let handle: OpenCL.Handle
  private let driver: OpenCLDriver
  /// What the arguments need.
  private var buffers: [DeviceBuffer] = []

  init(_ handle: OpenCL.Handle, name: String, on driver: OpenCLDriver) {
    (self.handle, self.name, self.driver) = (handle, name, driver)
  }

  deinit { _ = driver.library.releaseKernel(handle) }

  var largestGroup: Int { driver.largestGroup(of: handle) }

  func set(_ number: Int, _ argument: KernelArgument) -> Int32 {
    func set(_ size: Int, _ value: UnsafeRawPointer?) -> Int32 {
      driver.library.setArgument(handle, UInt32(number), size, value)
    }
    switch argument {
    case .buffer(let buffer):
      if let buffer { buffers.append(buffer) }
      var memory = buffer?.memory.pointer
      return set(MemoryLayout<OpenCL.Handle?>.size, &memory)
    case .numbers(let numbers):
      return numbers.withUnsafeBytes { set($0.count, $0.baseAddress) }
    case .local(let floats): return set(4 * max(1, floats), nil)
    }
  }
}

extension DeviceMemory {
  fileprivate var pointer: OpenCL.Handle? { OpenCL.Handle(bitPattern: handle) }
}

extension Device {
  func openCLFailure(_ call: String, _ code: Int32, bytes: Int = 0) -> DeviceError {
    OpenCLCode.isShortage(code)
      ? .outOfMemory(device: name, bytes: bytes)
      : .failed(device: name, call: call, reason: OpenCLCode.name(code))
  }
}
