import CompressedModels
import Devices
import Inference
import Language
import Networks

/// Where a net runs: on the processor, or on a device beside it.
enum PlaceArgument {
  static let on = Parameter<String>(
    "on",
    """
    "cpu", "gpu" (the device that devices() marks: --device and DCS_DEVICE choose it), "cuda" or \
    "opencl" (the first of these), or the number of a device or a part of its name
    """, default: "cpu")

  static let processor = "cpu"
  static let device = "gpu"
}

extension BoundCall {
  /// The device that `on=` names; nil for the processor. A command that is named tells of one that
  /// is the processor all the same.
  func device(
    _ parameter: Parameter<String> = PlaceArgument.on, warningAs command: String? = nil
  ) throws -> Device? {
    let word = self[parameter]
    guard word != PlaceArgument.processor else { return nil }
    return try locating(parameter) {
      let asked = word == PlaceArgument.device ? Device.asked : word
      let device = try Device.chosen(asked: asked)
      if let command, device.kind == .cpu {
        warn(command, "on \(device): its times are no GPU's")
      }
      return device
    }
  }

  /// What computes a model where `on=` says.
  func evaluation(of model: Model, warningAs command: String? = nil) throws -> Evaluation {
    guard let device = try device(warningAs: command) else { return try model.evaluation() }
    return try locating(PlaceArgument.on) {
      try model.evaluation().computed(by: try model.program(on: device))
    }
  }
}

extension Model {
  /// The net as a program on a device, its weights brought there once.
  func program(on device: Device) throws -> DeviceProgram {
    _ = try program()
    let connection = try DeviceConnection.to(device, store: .userCache)
    switch content {
    case .network(let network): return try network.program(on: connection)
    case .packed(let packed): return try packed.program(on: connection)
    }
  }
}
