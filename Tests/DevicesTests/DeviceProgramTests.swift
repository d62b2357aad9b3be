import CompressedModels
import Devices
import Glibc
import Inference
import Networks
import Products
import Tensors
import TestSupport
import Testing

/// Programs on a device against programs on the host.
@Suite(.enabled(if: TestDevice.isThere, TestDevice.missing))
struct DeviceProgramTests {
  private static func conv(
    _ outputs: Int, _ kernel: Int, _ name: String, _ inputs: [String]? = nil, padding: Int = 0
  ) -> LayerDescription {
    layer(
      "convolution", name, inputs,
      [
        "outputs": .integers([outputs]), "kernel": .integers([kernel]),
        "padding": .integers([padding]),
      ])
  }

  /// Values joined in place and joined twice, sums that a product takes along and one it cannot,
  /// factors by channel, values that are only renamed.
  private static let graph: [LayerDescription] = [
    conv(6, 3, "c1", padding: 1), layer("relu", "r1"),
    conv(4, 1, "c2", ["r1"]), layer("leaky_relu", "r2", nil, ["slope": .number(0.25)]),
    conv(4, 3, "c3", ["r1"], padding: 1), layer("hard_swish", "r3"),
    layer("concat", "j1", ["r2", "r3"]), layer("concat", "j2", ["j1", "r1", "r1"]),
    conv(6, 1, "c4", ["j2"]), layer("add", "s1", ["c4", "r1"]), layer("relu", "r4"),
    layer("maxpool", "p1", nil, ["kernel": .integers([2])]),
    conv(5, 3, "c5", ["p1"], padding: 1), conv(5, 1, "c6", ["p1"]),
    layer("add", "s2", ["c5", "c6", "c5"]), layer("tanh", "t"),
    layer("global_avgpool", "q"), conv(5, 1, "c8"), layer("hard_sigmoid", "e"),
    layer("multiply", "m", ["t", "e"]), layer("multiply", "v", ["t", "m"]),
    layer("dropout", "d", nil, ["rate": .number(0.5)]), layer("flatten", "f"),
    layer("dense", "fc1", nil, ["outputs": .integers([7])]), layer("softmax", "out"),
  ]

  private static func network() throws -> Network {
    var random = RandomSource(seed: 11)
    var network = try Network(inputShape: [3, 11, 10], descriptions: graph)
      .initialized(random: &random)
    for (number, name) in network.weightNames.enumerated() where number != 1 {
      network.updateParameter(name) { layer in
        layer.weights = .drawn(
          layer.weights.shape, density: number % 3 == 0 ? 1 : 0.5, centroids: 13,
          seed: UInt64(number))
      }
    }
    return network
  }

  @Test(arguments: [1, 2, 9, 40])
  func aGraphComputesWhatTheHostDoes(batch: Int) throws {
    let network = try Self.network()
    let x = Tensor.normal([batch, 3, 11, 10], seed: 5)
    #expect(try TestDevice.outputs(of: network, for: x).error < 1e-5)
  }

  @Test func aPackedModelRunsFromItsCodes() throws {
    let packed = try PackedModel(encoding: try Self.network())
    let program = try Program(packed, on: Machine())
    let x = Tensor.normal([4, 3, 11, 10], seed: 6)
    let found = try DeviceProgram(program, on: TestDevice.connection()).run([x])[0]
    #expect(relativeError(found.values, try program.outputs(of: x).values) < 1e-5)
  }

  /// Passes of other sizes in between leave nothing behind; nothing in gives nothing out.
  @Test func theSameBitsAgainAndAgain() throws {
    let program = try DeviceProgram(
      Program(try Self.network(), on: Machine()), on: TestDevice.connection())
    let x = Tensor.normal([4, 3, 11, 10], seed: 8)
    let first = try program.run([x])[0]
    _ = try program.run([Tensor.normal([9, 3, 11, 10], seed: 9)])
    #expect(sameBits(try program.run([x])[0].values, first.values))
    #expect(try program.run([Tensor(zeros: [0, 3, 11, 10])])[0] == Tensor(zeros: [0, 7]))
  }

  /// Several inputs, several outputs, one of them an input.
  @Test func severalInputsAndOutputs() throws {
    let type = ValueType.examples([6])
    let network = try Network(
      inputs: [.init(name: "a", type: type), .init(name: "b", type: type)],
      nodes: [
        .init(name: "sum", layer: Addition(), inputs: [.input(0), .input(1)]),
        .init(name: "relu", layer: ReLU(), inputs: [.node(0)]),
      ],
      outputs: [
        .init(name: "x", source: .node(1)), .init(name: "y", source: .input(1)),
        .init(name: "z", source: .node(0)),
      ])
    let inputs = [Tensor.normal([3, 6], seed: 1), Tensor.normal([3, 6], seed: 2)]
    let program = Program(network, on: Machine())
    let found = try DeviceProgram(program, on: TestDevice.connection()).run(inputs)
    #expect(try found == program.run(inputs))
  }

  /// A layer that no kernel computes: the host does, in the middle of a pass.
  private struct Backwards: BatchLayer, PlainLayer {
    static let operation = "backwards"
    func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] { inputShapes[0] }
    func compute(_ inputs: [TensorView], into output: MutableTensorView) {
      let size = output.count / output.shape[0]
      for place in 0..<output.count {
        output.base[place] = inputs[0].base[place / size * size + size - 1 - place % size]
      }
    }
    func backward(
      _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor],
      wantsInputGradient: Bool
    ) -> LayerGradient { LayerGradient(inputs: []) }
  }

  @Test(arguments: [1, 6])
  func theHostComputesWhatNoKernelDoes(batch: Int) throws {
    let fc = Dense(weights: .drawn([9, 20], density: 0.4, centroids: 5, seed: 1), bias: nil)
    let network = try Network(inputShape: [20], chain: [fc, Backwards(), ReLU()])
    let x = Tensor.normal([batch, 20], seed: 2)
    #expect(try TestDevice.outputs(of: network, for: x).error < 1e-5)
    let program = try DeviceProgram(Program(network, on: Machine()), on: TestDevice.connection())
    #expect(try program.withPass(batch: batch) { $0.stepForms }.contains("host"))
  }

  static let architectures: [(String, @Sendable () throws -> Network)] = [
    ("LeNet-300-100", { try .lenet300() }), ("LeNet-5", { try .lenet5() }),
    ("SqueezeNet", { try .squeezenet() }),
  ]

  @Test(arguments: 0..<architectures.count, [1, 3])
  func wholeNetworks(number: Int, batch: Int) throws {
    let network = try Self.architectures[number].1().shared(centroids: 31) { _ in 0.33 }
    let x = Tensor.normal([batch] + network.inputShape, seed: 22)
    #expect(try TestDevice.outputs(of: network, for: x).error < 1e-5)
  }

  /// The paper's two large networks at its densities, at full size: a minute and 3 GB, so only when
  /// the variable asks for it.
  @Test(
    .enabled(
      if: getenv("DCS_LARGE_NETWORKS") != nil, "only when DCS_LARGE_NETWORKS is set"),
    arguments: ["AlexNet", "VGG-16"])
  func largeNetworks(name: String) throws {
    let densities: [String: Float] =
      name == "AlexNet"
      ? ["fc6": 0.09, "fc7": 0.09, "fc8": 0.25] : ["fc6": 0.04, "fc7": 0.04, "fc8": 0.23]
    let network = try (name == "AlexNet" ? Network.alexnet() : Network.vgg16())
      .shared(centroids: 31) { densities[$0] ?? 0.35 }
    let x = Tensor.normal([1] + network.inputShape, seed: 23)
    try Self.expectEqualSteps(of: network, for: x)
    // Sixteen layers on, what each rounds differently has grown.
    let (found, error) = try TestDevice.outputs(of: network, for: x)
    let expected = try Program(network, on: Machine()).outputs(of: x)
    #expect(error < 1e-4 && Tensor.argmax(found.values) == Tensor.argmax(expected.values))
    var options = PackingOptions()
    options.coding = .fixedLength
    let packed = try PackedModel(encoding: network, options: options)
    let program = try DeviceProgram(
      Program(packed, on: Machine()), on: TestDevice.connection())
    print("\(name): \(packed.sizes.bytes) bytes packed, \(program.heldBytes) on the device")
    #expect(Double(program.heldBytes) <= 1.1 * Double(packed.sizes.bytes))
  }

  /// Every product on what the host gives it.
  private static func expectEqualSteps(of network: Network, for x: Tensor) throws {
    let whole = try Network(
      inputs: network.inputs, nodes: network.nodes,
      outputs: network.nodes.enumerated().map { .init(name: $1.name, source: .node($0)) })
    let values = try Program(whole, on: Machine()).run([x])
    for node in network.nodes where node.layer is any WeightedLayer {
      let input = node.inputs[0].node.map { values[$0] } ?? x
      let layer = try Network.of(node.layer, input: Array(input.shape.dropFirst()))
      let error = try TestDevice.outputs(of: layer, for: input).error
      #expect(error < 1e-5, "\(node.name)")
    }
  }

  /// Codes and positions, no floats: at most a tenth more than the file's own fixed-length form.
  @Test func memoryHoldsThePackedForm() throws {
    let layers: [any Layer] = [
      Dense(weights: .drawn([512, 4096], density: 0.09, centroids: 32, seed: 1), bias: nil),
      ReLU(),
      Dense(weights: .drawn([256, 512], density: 0.25, centroids: 32, seed: 2), bias: nil),
    ]
    let network = try Network(inputShape: [4096], chain: layers)
    var options = PackingOptions()
    options.coding = .fixedLength
    let packed = try PackedModel(encoding: network, options: options)
    let program = try DeviceProgram(
      try Program(packed, on: Machine()), on: TestDevice.connection())
    #expect(Double(program.heldBytes) <= 1.1 * Double(packed.sizes.bytes))
  }
}
