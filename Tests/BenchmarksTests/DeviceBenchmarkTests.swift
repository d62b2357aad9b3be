import Benchmarks
import Devices
import Inference
import Networks
import Products
import Tensors
import Testing

@Suite(
  .enabled(
    if: (try? Device.all()) != nil,
    "no OpenCL device is here (apt-get install pocl-opencl-icd)"))
struct DeviceBenchmarkTests {
  /// A row for each step and one for all, with the bytes that the device holds.
  @Test(arguments: [true, false])
  func everyStepHasARow(isCold: Bool) throws {
    let layers: [any Layer] = [
      Dense(weights: .dense(Tensor(zeros: [4, 9])), bias: nil), Softmax(),
    ]
    let program = Program(try Network(inputShape: [9], chain: layers), on: Machine())
    let device = try Device.chosen(among: Device.all())
    var settings = StepBenchmark.Settings(
      layers: program.schedule.network.weightNames, batches: [1, 2], rounds: 1)
    settings.isCold = isCold
    let rows = try DeviceBenchmark.run(
      program, on: DeviceConnection.to(device, store: .none), settings)
    #expect(rows.map(\.batch) == [1, 1, 1, 2, 2, 2])
    #expect(rows[2].layer == StepBenchmark.whole && rows[2].heldBytes == rows[0].heldBytes)
    #expect(rows.allSatisfy { $0.device == device.name && $0.timing.median > 0 })
  }
}
