/// A kernel with its arguments.
///
/// SAFETY: arguments are set before anybody else has it.
final class DeviceKernel: @unchecked Sendable {
  enum Argument {
    case buffer(DeviceBuffer?)
    /// A structure of so many 32-bit numbers.
    case numbers([Int32])
    /// So many floats that a group shares.
    case local(Int)
  }

  let name: String
  private let handle: OpenCL.Handle
  private let connection: DeviceConnection
  /// What the arguments need.
  private var buffers: [DeviceBuffer] = []

  init(_ handle: OpenCL.Handle, name: String, connection: DeviceConnection) {
    (self.handle, self.name, self.connection) = (handle, name, connection)
  }

  deinit { _ = connection.library.releaseKernel(handle) }

  func set(_ arguments: [Argument]) throws(DeviceError) {
    for (number, argument) in arguments.enumerated() {
      let code: Int32
      switch argument {
      case .buffer(let buffer):
        if let buffer { buffers.append(buffer) }
        var handle = buffer?.handle
        code = set(number, MemoryLayout<OpenCL.Handle?>.size, &handle)
      case .numbers(let numbers):
        code = numbers.withUnsafeBytes { set(number, $0.count, $0.baseAddress) }
      case .local(let floats): code = set(number, 4 * max(1, floats), nil)
      }
      try connection.check(code, "clSetKernelArg(\(name), \(number))")
    }
  }

  private func set(_ number: Int, _ size: Int, _ value: UnsafeRawPointer?) -> Int32 {
    connection.library.setArgument(handle, UInt32(number), size, value)
  }

  /// Work-items of a group that the device runs at once at most.
  var largestGroup: Int {
    let device = connection.device
    let size = OpenCL.number {
      connection.library.getKernelInfo(
        handle, device.pointer, OpenCLConstant.kernelGroupSize, $0, $1, $2)
    }
    return size > 0 ? min(Int(clamping: size), device.largestGroup) : device.largestGroup
  }

  /// Work-items of a group where nothing else decides.
  var usualGroup: Int { min(128, connection.device.largestGroup) }

  /// Adds it to the queue. `groups` in each direction, and work-items of each group.
  func enqueue(groups: [Int], of size: [Int]) throws(DeviceError) {
    let global = zip(groups, size).map { $0 * $1 }
    try connection.check(
      connection.library.launch(
        connection.queue, handle, UInt32(size.count), nil, global, size, 0, nil, nil),
      "clEnqueueNDRangeKernel(\(name))")
  }
}

/// A kernel and how many work-items run it.
struct Launch: Sendable {
  let kernel: DeviceKernel
  let groups: [Int]
  let size: [Int]

  /// One work-item for each of `count` values.
  init(_ kernel: DeviceKernel, forEach count: Int) {
    let size = kernel.usualGroup
    self.init(kernel, groups: [(count + size - 1) / size], size: [size])
  }

  init(_ kernel: DeviceKernel, groups: [Int], size: [Int]) {
    (self.kernel, self.groups, self.size) = (kernel, groups, size)
  }

  func enqueue() throws(DeviceError) { try kernel.enqueue(groups: groups, of: size) }
}
