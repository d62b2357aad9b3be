import Synchronization

/// A device with its queue and dcs's kernels, ready to run: what one process has once for each
/// device. Work is done in the order in which it is asked for.
public final class DeviceConnection: Sendable {
  public let device: Device
  let driver: any DeviceDriver
  let shapes: TunedShapes
  /// Whether work-groups are timed at first use.
  let tunesItself: Bool

  init(
    _ device: Device, _ driver: any DeviceDriver, store: FileStore, tunesItself: Bool? = nil
  ) {
    (self.device, self.driver) = (device, driver)
    self.tunesItself = tunesItself ?? (device.kind == .gpu)
    shapes = TunedShapes(for: device, store: store)
  }

  /// Opens the device and builds the kernels, or takes them from the store. Throws what the driver
  /// gives.
  convenience init(_ device: Device, store: FileStore) throws(DeviceError) {
    switch device.backEnd {
    case .cuda: try self.init(device, CUDA.loaded(), store: store)
    case .openCL: try self.init(device, OpenCL.loaded(), store: store)
    }
  }

  package convenience init(
    _ device: Device, _ library: OpenCL, store: FileStore,
    source: String = KernelSource.openCL
  ) throws(DeviceError) {
    self.init(device, try OpenCLDriver(device, library, store, source), store: store)
  }

  package convenience init(
    _ device: Device, _ library: CUDA, store: FileStore, tunesItself: Bool? = nil
  ) throws(DeviceError) {
    self.init(
      device, try CUDADriver(device, library), store: store, tunesItself: tunesItself)
  }

  /// Whether the kernels were kept from an earlier run.
  package var isFromStore: Bool { driver.isFromStore }

  /// Waits for all that was asked for.
  package func finish() throws(DeviceError) { try driver.finish() }
}

extension DeviceConnection {
  private static let open = Mutex<[Device: DeviceConnection]>([:])

  /// The process's connection to a device, opened when it is first asked for.
  public static func to(_ device: Device, store: FileStore) throws(DeviceError)
    -> DeviceConnection
  {
    if let known = open.withLock({ $0[device] }) { return known }
    let connection = try DeviceConnection(device, store: store)
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
