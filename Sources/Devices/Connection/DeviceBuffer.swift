/// Memory of a device. The queue orders what is done with it.
final class DeviceBuffer: Sendable {
  let memory: DeviceMemory
  let bytes: Int
  private let connection: DeviceConnection

  /// Holds anything. Throws `outOfMemory`.
  init(bytes: Int, on connection: DeviceConnection) throws(DeviceError) {
    let size = max(16, bytes)
    guard size <= connection.device.largestBuffer else {
      throw .outOfMemory(device: connection.device.name, bytes: size)
    }
    memory = try connection.driver.allocate(bytes: size)
    (self.bytes, self.connection) = (bytes, connection)
  }

  /// With these numbers.
  convenience init<Element: BitwiseCopyable>(
    _ values: [Element], on connection: DeviceConnection
  ) throws(DeviceError) {
    try self.init(bytes: values.count * MemoryLayout<Element>.stride, on: connection)
    try write(values[...], from: 0)
  }

  deinit { connection.driver.free(memory) }

  /// From the element `first` on.
  func write<Element: BitwiseCopyable>(
    _ values: ArraySlice<Element>, from first: Int
  ) throws(DeviceError) {
    guard !values.isEmpty else { return }
    let place = first * MemoryLayout<Element>.stride
    let result = values.withUnsafeBytes { source in
      Result { () throws(DeviceError) in
        try connection.driver.write(source, to: memory, from: place)
      }
    }
    try result.get()
  }

  /// These floats. Waits for all that was asked for before.
  func floats(_ range: Range<Int>) throws(DeviceError) -> [Float] {
    guard !range.isEmpty else { return [] }
    var result = Result<Void, DeviceError>.success(())
    let values = [Float](unsafeUninitializedCapacity: range.count) { target, count in
      count = range.count
      result = Result { () throws(DeviceError) in
        try connection.driver.read(
          memory, from: 4 * range.lowerBound,
          into: UnsafeMutableRawBufferPointer(
            rebasing: UnsafeMutableRawBufferPointer(target)[..<(4 * range.count)]))
      }
    }
    try result.get()
    return values
  }
}
