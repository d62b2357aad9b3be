/// Why a device does not compute.
public enum DeviceError: Error, Equatable, Sendable {
  /// No loader of OpenCL, no driver of NVIDIA.
  case noLibrary(Device.BackEnd, String, reason: String)
  /// A loader without a driver, or drivers without a device.
  case noDevices(platforms: [String])
  case unknownDevice(String, known: [String])
  /// Several have the word in their name.
  case ambiguousDevice(String, found: [String])
  case kernelsDoNotBuild(device: String, log: String)
  case outOfMemory(device: String, bytes: Int)
  /// A call failed that does not fail as long as the device is there and well.
  case failed(device: String, call: String, reason: String)
}

extension DeviceError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noLibrary(let backEnd, let path, let reason):
      "\(backEnd.name) cannot be loaded from \(path): \(reason)"
    case .noDevices(let platforms):
      platforms.isEmpty
        ? "OpenCL has no driver here" : "no device behind \(platforms.joined(separator: ", "))"
    case .unknownDevice(let word, let known):
      "there is no device '\(word)'; there are \(known.joined(separator: ", "))"
    case .ambiguousDevice(let word, let found):
      "'\(word)' may be \(found.joined(separator: " or "))"
    case .kernelsDoNotBuild(let device, let log):
      "the driver of \(device) does not build dcs's kernels: \(Self.excerpt(log))"
    case .outOfMemory(let device, let bytes):
      "\(device) has no room for \(bytes) bytes"
    case .failed(let device, let call, let reason):
      "\(device) failed: \(call) gave \(reason)"
    }
  }

  /// What may help.
  public var remedy: String {
    switch self {
    case .noLibrary(.cuda, _, _):
      """
      install NVIDIA's driver (libcuda1; no toolkit is needed), or say on="gpu", which takes \
      OpenCL, too; \(Device.BackEnd.cuda.environmentVariable) names another library
      """
    case .noLibrary(.openCL, _, _):
      """
      install a loader and a driver: ocl-icd-libopencl1 and that of your card (nvidia-opencl-icd, \
      mesa-opencl-icd, intel-opencl-icd), or pocl-opencl-icd for the processor; \
      \(Device.BackEnd.openCL.environmentVariable) names another library
      """
    case .noDevices:
      """
      install the driver of your card (nvidia-opencl-icd, mesa-opencl-icd, intel-opencl-icd), or \
      pocl-opencl-icd for the processor; in a container, OCL_ICD_VENDORS names the driver's file
      """
    case .unknownDevice, .ambiguousDevice:
      "devices() lists them; say a number, or a part of the name"
    case .kernelsDoNotBuild: "on=\"cpu\" runs without a device; a newer driver may help"
    case .outOfMemory: "a smaller batch= needs less; on=\"cpu\" runs without a device"
    case .failed: "run it again, or with on=\"cpu\"; nothing but this result is lost"
    }
  }

  /// The first lines that say what is wrong.
  private static func excerpt(_ log: String) -> String {
    let lines = log.split(separator: "\n")
    let telling = lines.filter { $0.contains("error") }
    return (telling.isEmpty ? lines : telling).prefix(3).joined(separator: "; ")
  }
}
