/// Memory of a device.
///
/// SAFETY: a handle that is written once; the queue orders what is done with the memory.
final class DeviceBuffer: @unchecked Sendable {
  let handle: OpenCL.Handle
  let bytes: Int
  private let connection: DeviceConnection

  /// Holds anything. Throws `outOfMemory`.
  init(bytes: Int, on connection: DeviceConnection) throws(DeviceError) {
    let size = max(16, bytes)
    guard size <= connection.device.largestBuffer else {
      throw .outOfMemory(device: connection.device.name, bytes: size)
    }
    var code: Int32 = 0
    let handle = connection.library.createBuffer(
      connection.context, OpenCLConstant.readWrite, size, nil, &code)
    try connection.check(code, "clCreateBuffer", bytes: size)
    guard let handle else { throw .outOfMemory(device: connection.device.name, bytes: size) }
    (self.handle, self.bytes, self.connection) = (handle, bytes, connection)
  }

  /// With these numbers, which are there when the initializer returns.
  convenience init<Element: BitwiseCopyable>(
    _ values: [Element], on connection: DeviceConnection
  ) throws(DeviceError) {
    try self.init(bytes: values.count * MemoryLayout<Element>.stride, on: connection)
    try write(values)
  }

  deinit { _ = connection.library.releaseBuffer(handle) }

  /// Waits until they are there.
  func write<Element: BitwiseCopyable>(_ values: [Element]) throws(DeviceError) {
    guard !values.isEmpty else { return }
    let code = values.withUnsafeBytes { source -> Int32 in
      guard let base = source.baseAddress else { return OpenCLCode.success }
      return connection.library.write(
        connection.queue, handle, 1, 0, source.count, base, 0, nil, nil)
    }
    try connection.check(code, "clEnqueueWriteBuffer", bytes: bytes)
  }

  /// From the float `first` on; waits until they are there.
  func write(_ source: UnsafeBufferPointer<Float>, from first: Int) throws(DeviceError) {
    guard let base = source.baseAddress, !source.isEmpty else { return }
    try connection.check(
      connection.library.write(
        connection.queue, handle, 1, 4 * first, 4 * source.count, base, 0, nil, nil),
      "clEnqueueWriteBuffer", bytes: bytes)
  }

  /// So many floats from `first` on. Waits for all that was asked for before.
  func floats(_ range: Range<Int>) throws(DeviceError) -> [Float] {
    guard !range.isEmpty else { return [] }
    var code = OpenCLCode.success
    let values = [Float](unsafeUninitializedCapacity: range.count) { target, count in
      count = range.count
      guard let base = target.baseAddress else { return }
      code = connection.library.read(
        connection.queue, handle, 1, 4 * range.lowerBound, 4 * range.count, base, 0, nil, nil)
    }
    try connection.check(code, "clEnqueueReadBuffer", bytes: bytes)
    return values
  }
}
