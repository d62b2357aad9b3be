import Devices
import Inference
import Networks
import Products
import Tensors
import TestSupport
import Testing

/// Every layer without weights against the host's.
@Suite(.enabled(if: TestDevice.isThere, TestDevice.missing))
struct LayerLaunchesTests {
  static let layers: [LayerDescription] = [
    ("relu", [:]), ("leaky_relu", ["slope": .number(0.25)]), ("sigmoid", [:]), ("tanh", [:]),
    ("clip", ["low": .number(-0.5), "high": .number(0.75)]), ("elu", ["alpha": .number(0.5)]),
    ("silu", [:]), ("hard_sigmoid", [:]), ("hard_swish", [:]), ("softmax", [:]),
    ("maxpool", ["kernel": .integers([3]), "stride": .integers([2]), "ceil": .integers([1])]),
    (
      "maxpool",
      ["kernel": .integers([3, 2]), "stride": .integers([1]), "padding": .integers([1])]
    ),
    ("avgpool", ["kernel": .integers([2]), "padding": .integers([1])]),
    (
      "avgpool",
      [
        "kernel": .integers([3]), "stride": .integers([2]), "padding": .integers([1]),
        "count_padding": .integers([0]),
      ]
    ),
    ("global_avgpool", [:]), ("lrn", [:]), ("lrn", ["size": .integers([3]), "beta": .number(0.6)]),
    ("batchnorm", [:]), ("prelu", [:]), ("flatten", [:]),
    ("slice", ["begin": .integers([2]), "count": .integers([3])]),
    ("upsample", ["factor": .integers([2, 3])]), ("transpose", ["axes": .integers([2, 0, 1])]),
  ].map { LayerDescription(operation: $0.0, attributes: $0.1, name: "layer", inputs: nil) }

  @Test(arguments: layers, [1, 3])
  func everyLayerIsComputedThere(layer: LayerDescription, batch: Int) throws {
    var random = RandomSource(seed: 1)
    let network = try Network(inputShape: [7, 9, 5], descriptions: [layer])
      .initialized(random: &random)
    let x = Tensor.normal([batch, 7, 9, 5], seed: 2)
    #expect(try TestDevice.outputs(of: network, for: x).error < 1e-5)
    let program = try DeviceProgram(Program(network, on: Machine()), on: TestDevice.connection())
    let forms = try program.withPass(batch: 1) { $0.stepForms }
    #expect(!forms.contains("host"))
  }

  /// The largest is nan where there is one, as on the host.
  @Test func nanStays() throws {
    let window = PoolingWindow(kernel: 2)
    let network = try Network.of(MaxPooling2D(window), input: [1, 2, 4])
    let x = Tensor(shape: [1, 1, 2, 4], values: [1, .nan, 2, 3, 4, 5, 6, 7])
    let found = try DeviceProgram(Program(network, on: Machine()), on: TestDevice.connection())
      .run([x])[0]
    #expect(found.values[0].isNaN && found.values[1] == 7)
  }

  /// 1000 classes, more than a group has work-items; large scores do not overflow.
  @Test func softmaxOfManyClasses() throws {
    let network = try Network.of(Softmax(), input: [1000])
    var x = Tensor.normal([2, 1000], seed: 3)
    x.values[17] = 500
    let (found, error) = try TestDevice.outputs(of: network, for: x)
    #expect(error < 1e-5 && abs(found.values[1000...].reduce(0, +) - 1) < 1e-5)
  }
}
