import Glibc

/// A machine beside the processor (or, through PoCL, the processor itself) that runs kernels.
public struct Device: Sendable, Hashable {
  /// Whose functions it is run by.
  public enum BackEnd: String, Sendable, CaseIterable {
    /// NVIDIA's driver: less time between kernels than by OpenCL.
    case cuda
    case openCL = "opencl"

    public var name: String { self == .cuda ? "CUDA" : "OpenCL" }
    /// The environment variable that names its library.
    var environmentVariable: String { self == .cuda ? "DCS_CUDA" : "DCS_OPENCL" }
    package var usualLibrary: String { self == .cuda ? "libcuda.so.1" : "libOpenCL.so.1" }
  }

  public enum Kind: String, Sendable {
    case gpu
    /// The processor itself: its times say nothing about a GPU.
    case cpu
    case accelerator
  }

  /// In the order in which the drivers list them, those of CUDA first, from 0.
  public private(set) var number: Int
  public let backEnd: BackEnd
  public let name: String
  /// "CUDA"; of OpenCL's drivers: "NVIDIA CUDA", "Portable Computing Language".
  public let platform: String
  public let driver: String
  public let kind: Kind
  /// Bytes.
  public let memory: Int
  /// Bytes of the largest buffer that may be asked for.
  public let largestBuffer: Int
  /// Bytes of the cache before its memory; 0 where it has none, or does not say.
  public let cache: Int
  /// Bytes that the work-items of one group share.
  public let localMemory: Int
  /// Work-items of one group at most.
  public let largestGroup: Int
  public let computeUnits: Int
  /// Of a card of CUDA: 90 for 9.0; else 0.
  let capability: Int
  /// The back end's own name for it, good as long as the process lives.
  let handle: UInt

  /// All of them; a card may be there twice, by CUDA and by OpenCL. Throws where there is none:
  /// what a library says that the environment names, or else OpenCL.
  public static func all() throws(DeviceError) -> [Device] {
    let cuda = Result { () throws(DeviceError) in try all(of: .cuda) }
    let openCL = Result { () throws(DeviceError) in try all(of: .openCL) }
    if getenv(BackEnd.cuda.environmentVariable) != nil { _ = try cuda.get() }
    var devices = ((try? cuda.get()) ?? []) + ((try? openCL.get()) ?? [])
    guard !devices.isEmpty else { return try openCL.get() }
    for number in devices.indices { devices[number].number = number }
    return devices
  }

  /// Those of a back end, numbered by themselves.
  package static func all(of backEnd: BackEnd) throws(DeviceError) -> [Device] {
    try backEnd == .cuda ? all(CUDA.loaded()) : all(OpenCL.loaded())
  }

  // MARK: By OpenCL

  package static func all(_ library: OpenCL) throws(DeviceError) -> [Device] {
    var devices: [Device] = []
    let platforms = library.platforms
    for platform in platforms {
      let name = library.platformText(platform, OpenCLConstant.platformName)
      for handle in library.devices(of: platform) {
        devices.append(Device(handle, number: devices.count, platform: name, library))
      }
    }
    guard !devices.isEmpty else {
      throw .noDevices(
        platforms: platforms.map { library.platformText($0, OpenCLConstant.platformName) })
    }
    return devices
  }

  private init(_ handle: OpenCL.Handle, number: Int, platform: String, _ library: OpenCL) {
    func text(_ question: UInt32) -> String {
      OpenCL.text { library.getDeviceInfo(handle, question, $0, $1, $2) }
    }
    func number64(_ question: UInt32) -> Int {
      Int(clamping: OpenCL.number { library.getDeviceInfo(handle, question, $0, $1, $2) })
    }
    (self.number, backEnd, capability) = (number, .openCL, 0)
    (name, self.platform) = (text(OpenCLConstant.deviceName), platform)
    driver = text(OpenCLConstant.driverVersion)
    let type = number64(OpenCLConstant.deviceType)
    kind = type & 4 != 0 ? .gpu : type & 2 != 0 ? .cpu : .accelerator
    memory = number64(OpenCLConstant.globalMemory)
    largestBuffer = number64(OpenCLConstant.largestBuffer)
    cache = number64(OpenCLConstant.cache)
    localMemory = number64(OpenCLConstant.localMemory)
    largestGroup = max(1, number64(OpenCLConstant.largestGroup))
    computeUnits = number64(OpenCLConstant.computeUnits)
    self.handle = UInt(bitPattern: handle)
  }

  // MARK: By CUDA

  package static func all(_ library: CUDA) throws(DeviceError) -> [Device] {
    var count: Int32 = 0
    guard library.initialize(0) == CUDACode.success,
      library.deviceCount(&count) == CUDACode.success, count > 0
    else { throw .noDevices(platforms: [BackEnd.cuda.name]) }
    return (0..<count).compactMap { Device($0, library) }
  }

  /// nil for a card that the driver says nothing about.
  private init?(_ ordinal: Int32, _ library: CUDA) {
    var (handle, version): (Int32, Int32) = (0, 0)
    var name = [CChar](repeating: 0, count: 256)
    var memory = 0
    guard library.device(&handle, ordinal) == CUDACode.success,
      library.deviceName(&name, Int32(name.count - 1), handle) == CUDACode.success,
      library.deviceMemory(&memory, handle) == CUDACode.success
    else { return nil }
    func attribute(_ question: Int32) -> Int {
      var value: Int32 = 0
      return library.deviceAttribute(&value, question, handle) == CUDACode.success
        ? Int(value) : 0
    }
    _ = library.driverVersion(&version)
    let text = name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    number = Int(ordinal)
    (backEnd, kind, platform) = (.cuda, .gpu, BackEnd.cuda.name)
    self.name = String(decoding: text, as: UTF8.self)
    driver = "\(version / 1000).\(version % 1000 / 10)"
    (self.memory, largestBuffer) = (memory, memory)
    cache = attribute(CUDACode.cache)
    localMemory = attribute(CUDACode.sharedMemory)
    largestGroup = max(1, attribute(CUDACode.threadsOfBlock))
    computeUnits = attribute(CUDACode.processors)
    capability = 10 * attribute(CUDACode.major) + attribute(CUDACode.minor)
    self.handle = UInt(handle)
  }

  /// Copies of weights that together take this much come from memory when they take turns.
  public var coldBytes: Int { 2 * cache }

  /// As OpenCL takes it.
  var pointer: OpenCL.Handle? { OpenCL.Handle(bitPattern: handle) }
}

/// Which one is meant.
extension Device: CustomStringConvertible {
  /// The environment variable that says which device "gpu" means.
  public static let environmentVariable = "DCS_DEVICE"

  /// A number or a part of a name, as `--device` and the variable give it. Scoped.
  @TaskLocal public static var asked = getenv(environmentVariable).map { String(cString: $0) }

  /// What `asked` names: a number, a part of a name, or a back end; without it the first GPU, or
  /// else the first device of any kind. Of a card that two back ends have, CUDA's is meant.
  public static func chosen(among devices: [Device], asked: String? = Device.asked)
    throws(DeviceError) -> Device
  {
    guard let asked, !asked.isEmpty else {
      let preferred = devices.first { $0.kind == .gpu } ?? devices.first { $0.kind != .cpu }
      guard let device = preferred ?? devices.first else { throw .noDevices(platforms: []) }
      return device
    }
    if let backEnd = BackEnd(rawValue: asked.lowercased()) {
      return try chosen(among: devices.filter { $0.backEnd == backEnd }, asked: nil)
    }
    if let number = Int(asked) {
      guard let device = devices.first(where: { $0.number == number }) else {
        throw .unknownDevice(asked, known: devices.map(\.label))
      }
      return device
    }
    let named = devices.filter { $0.name.lowercased().contains(asked.lowercased()) }
    guard let device = named.first else {
      throw .unknownDevice(asked, known: devices.map(\.label))
    }
    let found = named.filter { $0.backEnd == device.backEnd }
    guard found.count == 1 else { throw .ambiguousDevice(asked, found: found.map(\.label)) }
    return device
  }

  /// The same among all devices; of a back end that has none, its library says why.
  public static func chosen(asked: String? = Device.asked) throws(DeviceError) -> Device {
    let devices = Result { () throws(DeviceError) in try all() }
    if let backEnd = asked.flatMap({ BackEnd(rawValue: $0.lowercased()) }),
      (try? devices.get())?.contains(where: { $0.backEnd == backEnd }) != true
    {
      _ = try all(of: backEnd)
    }
    return try chosen(among: devices.get(), asked: asked)
  }

  /// Its name, and whether it is the processor.
  public var description: String {
    kind == .cpu ? "\(name), the processor itself by \(platform)" : name
  }

  /// "0 NVIDIA H200"
  public var label: String { "\(number) \(name)" }
}

/// Numbers of cl.h.
enum OpenCLConstant {
  static let platformName: UInt32 = 0x0902
  static let allTypes: UInt64 = 0xFFFF_FFFF
  static let deviceType: UInt32 = 0x1000
  static let computeUnits: UInt32 = 0x1002
  static let largestGroup: UInt32 = 0x1004
  static let largestBuffer: UInt32 = 0x1010
  static let cache: UInt32 = 0x101E
  static let globalMemory: UInt32 = 0x101F
  static let localMemory: UInt32 = 0x1023
  static let deviceName: UInt32 = 0x102B
  static let driverVersion: UInt32 = 0x102D
  static let binarySizes: UInt32 = 0x1165
  static let binaries: UInt32 = 0x1166
  static let buildLog: UInt32 = 0x1183
  static let kernelGroupSize: UInt32 = 0x11B0
  static let readWrite: UInt64 = 1
}

extension OpenCL {
  fileprivate var platforms: [Handle] {
    var count: UInt32 = 0
    guard getPlatforms(0, nil, &count) == OpenCLCode.success, count > 0 else { return [] }
    var handles = [Handle?](repeating: nil, count: Int(count))
    guard getPlatforms(count, &handles, nil) == OpenCLCode.success else { return [] }
    return handles.compactMap { $0 }
  }

  fileprivate func platformText(_ platform: Handle, _ question: UInt32) -> String {
    Self.text { getPlatformInfo(platform, question, $0, $1, $2) }
  }

  fileprivate func devices(of platform: Handle) -> [Handle] {
    var count: UInt32 = 0
    guard getDevices(platform, OpenCLConstant.allTypes, 0, nil, &count) == OpenCLCode.success,
      count > 0
    else { return [] }
    var handles = [Handle?](repeating: nil, count: Int(count))
    guard
      getDevices(platform, OpenCLConstant.allTypes, count, &handles, nil) == OpenCLCode.success
    else { return [] }
    return handles.compactMap { $0 }
  }
}
