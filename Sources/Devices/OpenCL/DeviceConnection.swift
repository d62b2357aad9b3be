import Synchronization

/// A device with its queue and dcs's kernels, ready to run: what one process has once for each
/// device. Work is done in the order in which it is asked for.
///
/// SAFETY: written once; OpenCL's own objects may be used from any thread.
public final class DeviceConnection: @unchecked Sendable {
  public let device: Device
  /// Files that are kept from one run to the next.
  public let store: FileStore
  let library: OpenCL
  let context: OpenCL.Handle
  let queue: OpenCL.Handle
  private let program: OpenCL.Handle
  let shapes: TunedShapes
  /// Where the kernels came from.
  package let isFromStore: Bool

  /// Opens the device and builds the kernels, or takes them from the store. Throws what the driver
  /// gives.
  package init(
    _ device: Device, _ library: OpenCL, store: FileStore,
    source: String = KernelSource.text
  ) throws(DeviceError) {
    (self.device, self.library, self.store) = (device, library, store)
    shapes = TunedShapes(for: device, store: store)
    var code: Int32 = 0
    let context = library.createContext(nil, 1, [device.pointer], nil, nil, &code)
    guard let context, code == OpenCLCode.success else {
      throw device.failure("clCreateContext", code)
    }
    guard let queue = library.createQueue(context, device.pointer, 0, &code),
      code == OpenCLCode.success
    else {
      _ = library.releaseContext(context)
      throw device.failure("clCreateCommandQueue", code)
    }
    do throws(DeviceError) {
      let builder = ProgramBuilder(
        library: library, device: device, context: context, store: store)
      (program, isFromStore) = try builder.program(source)
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

  /// A kernel with arguments of its own.
  func kernel(_ name: String) throws(DeviceError) -> DeviceKernel {
    var code: Int32 = 0
    guard let handle = library.createKernel(program, name, &code), code == OpenCLCode.success
    else { throw device.failure("clCreateKernel(\(name))", code) }
    return DeviceKernel(handle, name: name, connection: self)
  }

  /// Waits for all that was asked for.
  package func finish() throws(DeviceError) { try check(library.finish(queue), "clFinish") }

  func check(_ code: Int32, _ call: String, bytes: Int = 0) throws(DeviceError) {
    guard code != OpenCLCode.success else { return }
    throw device.failure(call, code, bytes: bytes)
  }
}

extension DeviceConnection {
  private static let open = Mutex<[Device: DeviceConnection]>([:])

  /// The process's connection to a device, opened when it is first asked for.
  public static func to(_ device: Device, store: FileStore) throws(DeviceError)
    -> DeviceConnection
  {
    if let known = open.withLock({ $0[device] }) { return known }
    let connection = try DeviceConnection(device, try OpenCL.loaded(), store: store)
    return open.withLock { connections in
      let first = connections[device] ?? connection
      connections[device] = first
      return first
    }
  }

  /// Who asks next gets a new one: after a failure the old one may be of no use.
  func forget() {
    Self.open.withLock { connections in
      if connections[device] === self { connections[device] = nil }
    }
  }
}

extension Device {
  func failure(_ call: String, _ code: Int32, bytes: Int = 0) -> DeviceError {
    OpenCLCode.isShortage(code)
      ? .outOfMemory(device: name, bytes: bytes) : .failed(device: name, call: call, code: code)
  }
}
