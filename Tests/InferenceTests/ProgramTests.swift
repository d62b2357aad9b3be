import CompressedModels
import Inference
import Networks
import Products
import Tensors
import TestSupport
import Testing

/// Programs against the layers' own `forward`.
struct ProgramTests {
  private static func conv(
    _ outputs: Int, _ kernel: Int, _ name: String, _ inputs: [String]? = nil, padding: Int = 0,
    stride: Int = 1, groups: Int = 1
  ) -> LayerDescription {
    layer(
      "convolution", name, inputs,
      [
        "outputs": .integers([outputs]), "kernel": .integers([kernel, kernel]),
        "padding": .integers([padding, padding, padding, padding]),
        "stride": .integers([stride, stride]), "groups": .integers([groups]),
      ])
  }

  /// Everything that a program treats in its own way: joined values in joined values, one joined
  /// twice, a sum of two products, residual sums, normalization that folds and one that does not,
  /// an activation of each kind, pooling, values that are only renamed.
  private static let descriptions: [LayerDescription] = [
    conv(6, 3, "c1", padding: 1), layer("batchnorm", "n1"), layer("relu", "r1"),
    conv(4, 1, "c2", ["r1"]), layer("leaky_relu", "r2", nil, ["slope": .number(0.25)]),
    conv(4, 3, "c3", ["r1"], padding: 1, groups: 2),
    layer("clip", "r3", nil, ["min": .number(-0.5), "max": .number(0.75)]),
    layer("concat", "j1", ["r2", "r3"]), layer("concat", "j2", ["j1", "r1", "r1"]),
    conv(6, 1, "c4", ["j2"]), layer("add", "s1", ["c4", "r1"]), layer("relu", "r4"),
    layer(
      "maxpool", "p1", nil,
      ["kernel": .integers([3, 3]), "stride": .integers([2, 2]), "ceil": .integers([1])]),
    conv(5, 3, "c5", ["p1"], padding: 1, stride: 2), conv(5, 1, "c6", ["p1"], stride: 2),
    layer("add", "s2", ["c5", "c6"]), layer("tanh", "t"),
    // Squeeze and excitation, and a product of values.
    layer("global_avgpool", "q"), conv(2, 1, "c7"), layer("hard_swish", "w"), conv(5, 1, "c8"),
    layer("hard_sigmoid", "e"), layer("multiply", "m", ["t", "e"]), layer("silu", "u"),
    layer("multiply", "v", ["u", "m"]), layer("prelu", "l"),
    layer("dropout", "d", nil, ["rate": .number(0.5)]),
    layer("flatten", "f"), layer("dense", "fc1", nil, ["outputs": .integers([7])]),
    layer("sigmoid", "g"), layer("dense", "fc2", nil, ["outputs": .integers([3])]),
    layer("softmax", "out"),
  ]

  private static func network() throws -> Network {
    var random = RandomSource(seed: 11)
    var network = try Network(inputShape: [3, 11, 10], descriptions: descriptions)
      .initialized(random: &random)
    for (number, name) in network.parameterNames.enumerated() where name.hasPrefix("n1.") {
      network.updateParameter(name) { parameter in
        // Variances are positive, the others are not.
        let start: Float = name.hasSuffix("variance") ? 0.5 : -0.5
        parameter.weights = .dense(
          Tensor(shape: [6], values: (0..<6).map { start + Float(($0 + number) % 5) / 4 }))
      }
    }
    for name in network.weightNames {
      network.updateParameter(name) { layer in
        layer.bias = layer.bias.map {
          .float32((0..<$0.count).map { Float($0 % 7) / 8 - 0.375 })
        }
      }
    }
    return network
  }

  /// The same network with some of its weights shared, unpruned and pruned.
  private static func shared() throws -> Network {
    var network = try network().foldingBatchNormalization()
    for (number, name) in network.weightNames.enumerated() where number != 1 {
      network.updateParameter(name) { layer in
        let shape = layer.weights.shape
        let mask =
          number % 3 == 0
          ? Mask(full: shape) : Mask.random(shape, density: 0.5, seed: UInt64(number))
        layer.weights = .shared(
          SharedWeights(
            mask: mask, codes: (0..<mask.survivorCount).map { UInt8($0 * 7 % 13) },
            codebook: Codebook(
              centroids: (0..<13).map { (Float($0) - 6) / 16 }, precision: .float32), bits: 4))
      }
    }
    return network
  }

  static let machines = ProcessorLevel.available.flatMap { level in
    [1, 2].map { Machine(level: level, threads: $0) }
  }

  @Test(arguments: machines, [1, 2, 9])
  func aDenseProgramComputesWhatTheLayersDo(machine: Machine, batch: Int) throws {
    let network = try Self.network()
    let x = Tensor.normal([batch, 3, 11, 10], seed: 5)
    let outputs = try Program(network, on: machine).outputs(of: x)
    #expect(outputs.shape == [batch, 3])
    #expect(relativeError(outputs.values, network.forward(x).doubles) < 1e-5)
  }

  @Test(arguments: machines, [1, 2, 9, 20])
  func aPackedProgramComputesWhatTheLayersDo(machine: Machine, batch: Int) throws {
    let network = try Self.shared()
    let x = Tensor.normal([batch, 3, 11, 10], seed: 6)
    let expected = network.forward(x).doubles
    let packed = try PackedModel(encoding: network)
    for program in [Program(network, on: machine), try Program(packed, on: machine)] {
      #expect(relativeError(try program.outputs(of: x).values, expected) < 1e-5)
    }
  }

  @Test(arguments: ProcessorLevel.available, [1, 5, 17])
  func threadsDoNotChangeTheBits(level: ProcessorLevel, batch: Int) throws {
    let packed = try PackedModel(encoding: try Self.shared())
    let x = Tensor.normal([batch, 3, 11, 10], seed: 7)
    let results = try [1, 2, 3].map {
      try Program(packed, on: Machine(level: level, threads: $0)).outputs(of: x).values
    }
    #expect(sameBits(results[0], results[1]) && sameBits(results[0], results[2]))
  }

  /// Passes of other sizes in between leave nothing behind; nothing in gives nothing out.
  @Test func aProgramRunsAgainAndAgain() throws {
    let program = Program(try Self.network(), on: Machine())
    let x = Tensor.normal([4, 3, 11, 10], seed: 8)
    let first = try program.outputs(of: x)
    _ = try program.outputs(of: Tensor.normal([9, 3, 11, 10], seed: 9))
    #expect(try program.outputs(of: x) == first)
    #expect(try program.outputs(of: Tensor(zeros: [0, 3, 11, 10])) == Tensor(zeros: [0, 3]))
  }

  @Test func severalMayRunItAtOnce() async throws {
    let program = Program(try Self.network(), on: Machine())
    let x = Tensor.normal([2, 3, 11, 10], seed: 8)
    let expected = try program.outputs(of: x)
    try await withThrowingTaskGroup(of: Tensor.self) { group in
      for _ in 0..<8 { group.addTask { try program.outputs(of: x) } }
      for try await outputs in group { #expect(outputs == expected) }
    }
  }

  /// Working memory stays within a tenth of what must live at one time.
  @Test func plansAreCloseToTheirBound() throws {
    for network in [try Network.squeezenet(), try Network.alexnet(), try Network.vgg16()] {
      let schedule = Schedule(network)
      #expect(Double(schedule.size) <= 1.1 * Double(schedule.lowerBound))
    }
  }

  @Test func aProgramIsKeptWithItsNetworkUntilThatChanges() throws {
    var network = try Self.network()
    let machine = Machine()
    let first = network.program(on: machine)
    let copy = network
    #expect(network.program(on: machine) === first && copy.program(on: machine) === first)
    network.updateParameter("fc2") { $0.bias = .float32([9, 0, 0]) }
    let changed = network.program(on: machine)
    #expect(changed !== first && copy.program(on: machine) === first)
    let x = Tensor.normal([1, 3, 11, 10], seed: 8)
    #expect(try changed.outputs(of: x) != first.outputs(of: x))
    let packed = try PackedModel(encoding: copy)
    #expect(try packed.program(on: machine) === packed.program(on: machine))
  }
}
