/// What a back end does with one device: memory, kernels, and a queue that is worked off in order.
/// Any thread may ask.
protocol DeviceDriver: AnyObject, Sendable {
  /// So many bytes, which hold anything. Throws `outOfMemory`.
  func allocate(bytes: Int) throws(DeviceError) -> DeviceMemory
  func free(_ memory: DeviceMemory)
  /// What is written may be changed when the call returns.
  func write(_ source: UnsafeRawBufferPointer, to memory: DeviceMemory, from byte: Int)
    throws(DeviceError)
  /// Waits for all that was asked for before.
  func read(_ memory: DeviceMemory, from byte: Int, into target: UnsafeMutableRawBufferPointer)
    throws(DeviceError)
  /// One of `KernelSource`, with these arguments.
  func kernel(_ name: String, _ arguments: [KernelArgument]) throws(DeviceError)
    -> any DeviceKernel
  /// Adds a kernel to the queue.
  func enqueue(_ launch: Launch) throws(DeviceError)
  /// What enqueues these one after the other, with less ado where the back end can.
  func sequence(_ launches: [Launch]) -> any LaunchSequence
  /// Waits for all that was asked for.
  func finish() throws(DeviceError)
  /// Whether the kernels were kept from an earlier run.
  var isFromStore: Bool { get }
}

/// The back end's own name for a piece of memory.
struct DeviceMemory: Sendable, Hashable { let handle: UInt }

/// A kernel with its arguments.
protocol DeviceKernel: AnyObject, Sendable {
  var name: String { get }
  /// Work-items of a group that the device runs at once at most.
  var largestGroup: Int { get }
}

enum KernelArgument {
  case buffer(DeviceBuffer?)
  /// A structure of so many 32-bit numbers.
  case numbers([Int32])
  /// So many floats that a group shares.
  case local(Int)

  static func number(_ number: Int) -> KernelArgument {
    .numbers([Int32(truncatingIfNeeded: number)])
  }
}

/// A kernel and how many work-items run it: groups in each direction, and work-items of each group.
struct Launch: Sendable {
  let kernel: any DeviceKernel
  let groups: [Int]
  let size: [Int]

  /// Work-items of a group where nothing else decides.
  private static let usualGroup = 128

  /// One work-item for each of `count` values.
  init(_ kernel: any DeviceKernel, forEach count: Int) {
    let size = min(Self.usualGroup, kernel.largestGroup)
    self.init(kernel, groups: [(count + size - 1) / size], size: [size])
  }

  init(_ kernel: any DeviceKernel, groups: [Int], size: [Int]) {
    (self.kernel, self.groups, self.size) = (kernel, groups, size)
  }
}

/// Launches that are always made one after the other.
protocol LaunchSequence: Sendable {
  func enqueue() throws(DeviceError)
}

/// One by one: what every back end can.
struct SingleLaunches: LaunchSequence {
  let launches: [Launch]
  let driver: any DeviceDriver

  func enqueue() throws(DeviceError) {
    for launch in launches { try driver.enqueue(launch) }
  }
}
