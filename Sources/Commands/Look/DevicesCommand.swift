import Devices
import Language

struct DevicesCommand: Command {
  static let name = "devices"
  static let summary =
    "Lists the devices that nets can run on beside the processor, by CUDA or OpenCL."
  static let details = """
    `infer`, `accuracy` and `bench` run a net there with `on="gpu"`: weights stay on the device in
    their packed form, values between steps too. `chosen` marks the device that "gpu" means: what
    `--device` or DCS_DEVICE name by number, by a part of its name, or as "cuda" or "opencl";
    otherwise the first GPU, or the first device of any kind. A card of NVIDIA's may be there twice:
    by CUDA, which takes less time between kernels and comes first, and by OpenCL. A device of kind
    "cpu" is the processor itself, through PoCL: the same kernels, for tests; its times say nothing
    about a GPU. Kernels are built when a device is first used and kept: OpenCL's in
    `$XDG_CACHE_HOME/dcs`, CUDA's by its driver.
    The table is empty where no device is; a note says what is missing. CUDA needs NVIDIA's driver
    only. OpenCL's loader and a driver are needed for all others: on Debian `ocl-icd-libopencl1`
    with `nvidia-opencl-icd`, `mesa-opencl-icd` (AMD) or `intel-opencl-icd`, or `pocl-opencl-icd`
    for the processor. DCS_CUDA and DCS_OPENCL name other libraries than libcuda.so.1 and
    libOpenCL.so.1.
    """
  static let group = CommandGroup.look
  static let parameters: [any AnyParameter] = []
  static let examples = [
    Example("print columns(devices())[0]", prints: "number"),
    Example("len(filter(devices(), fn(row) { row.chosen })) <= 1", prints: "true"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    let devices = Self.found(call)
    let chosen = devices.isEmpty ? nil : try Device.chosen(among: devices)
    return .object(
      ReportTables.table(
        "Devices",
        [
          "number", "name", "kind", "platform", "driver", "units", "memory", "local memory",
          "chosen",
        ], devices.map { Self.row($0, isChosen: $0 == chosen) },
        formats: ["d", nil, nil, nil, nil, "d", "d", "d", nil]))
  }

  /// None, and a note that says why, where there is no loader or no driver.
  private static func found(_ call: BoundCall) -> [Device] {
    let devices = Result { () throws(DeviceError) in try Device.all() }
    if case .failure(let error) = devices {
      call.warn(name, "\(error.description); \(error.remedy)")
    }
    return (try? devices.get()) ?? []
  }

  private static func row(_ device: Device, isChosen: Bool) -> [Value] {
    [
      .number(Double(device.number)), .string(device.name), .string(device.kind.rawValue),
      .string(device.platform), .string(device.driver), .number(Double(device.computeUnits)),
      .number(Double(device.memory)), .number(Double(device.localMemory)), .bool(isChosen),
    ]
  }
}
