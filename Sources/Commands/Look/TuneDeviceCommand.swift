import Devices
import Language

struct TuneDeviceCommand: Command {
  static let name = "tune_device"
  static let summary =
    "Chooses by timing how the work-items of a device share a net's products, and keeps it."
  static let details = """
    For every product of the net, and every size of batch: so many work-items stand `side` by side
    over the places of the output, `lanes` of them share a row of weights, a group has so many
    `rows`, and each sums `tile` places. Results are the same to the bit, whatever is chosen; the
    choice is kept in `$XDG_CACHE_HOME/dcs` for this device, its driver and the kernels. A GPU does
    this by itself when it first runs a net; call it again when it was busy meanwhile. Times are
    microseconds of one launch, before and after. Products by tiles, where no weight is missing,
    stand in one way only and are left out.
    """
  static let group = CommandGroup.look
  static let model = Parameter<Model>("net", "a net, or a packed one")
  static let batch = Parameter<[Int]>("batch", "inputs of one pass", default: [1, 64])
  static let on = Parameter<String>(
    "on", "which device: as in infer", default: PlaceArgument.device)
  static let parameters: [any AnyParameter] = [model, batch, on]
  static let examples = [
    Example(
      """
      n = net([dense(8)], input=[16]) |> stand_in(density=20%, bits=2)
      if len(devices()) > 0 { t = tune_device(n, batch=[1], on="gpu"); print t.layer } \
      else { print ["fc1"] }
      """, prints: "[\"fc1\"]")
  ]

  func run(_ call: BoundCall) throws -> Value {
    guard !call[Self.batch].isEmpty, call[Self.batch].allSatisfy({ (1...100_000).contains($0) })
    else {
      throw call.fault(.value, at: Self.batch, "batch sizes are whole numbers from 1 to 100000")
    }
    guard let device = try call.device(Self.on, warningAs: Self.name) else {
      throw call.fault(.value, at: Self.on, "the processor has nothing to choose")
    }
    let program = try call.locating(Self.on) { try call[Self.model].program(on: device) }
    let rows = try call[Self.batch].flatMap { batch in
      try call.locating(Self.model) {
        try program.tune(batch: batch, betweenSteps: call.context.checkInterruption)
      }.map { Self.row($0, batch: batch) }
    }
    return .object(
      ReportTables.table(
        "Work-groups on \(device.name)",
        ["layer", "batch", "form", "side", "lanes", "rows", "tile", "us before", "us"], rows,
        formats: [nil, "d", nil, "d", "d", "d", "d", ".1", ".1"]))
  }

  private static func row(_ step: DeviceProgram.TunedStep, batch: Int) -> [Value] {
    [.string(step.layer), .number(Double(batch)), .string(step.form)]
      + [step.side, step.lanes, step.rows, step.tile].map { .number(Double($0)) }
      + [.number(1e6 * step.before), .number(1e6 * step.after)]
  }
}
