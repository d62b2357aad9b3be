import CodeExport
import CompressedModels
import Networks
import Tensors
import TestSupport
import Testing

struct CSourceTests {
  // MARK: Values

  /// Budget of `relativeError`: sums of some hundred terms in another order, at 2^-24 each.
  static let budget = 1e-5

  private static func difference(
    _ network: Network, _ options: PackingOptions = PackingOptions(), toolchain: CToolchain = .gcc
  ) throws -> Double {
    let source = try CSource(PackedModel(encoding: network, options: options))
    let input = Tensor.normal([3] + network.inputShape, seed: 77)
    let outputs = try source.outputs(of: input.values, toolchain: toolchain)
    return relativeError(outputs, network.forward(input).values)
  }

  /// Every way in which a layer can be packed: floats, pruned floats, codes with gaps of both
  /// conventions in both scan orders, a code for each weight, plain, Huffman-coded and in
  /// arithmetic coding, few symbols and more than one stream holds.
  static let states: [(DrawnState, PackingOptions)] = [
    (DrawnState(form: .dense), PackingOptions()),
    (DrawnState(form: .pruned, density: 0.1), PackingOptions()),
    (DrawnState(form: .shared(bits: 5), density: 0.08, biasBits: 16), PackingOptions()),
    (
      DrawnState(form: .shared(bits: 4), density: 0.12, biasBits: 8),
      PackingOptions(coding: .arithmetic)
    ),
    (
      DrawnState(form: .shared(bits: 5), density: 0.08, biasBits: 8),
      PackingOptions(scanOrders: [.columnMajor])
    ),
    (
      DrawnState(form: .shared(bits: 4), density: 0.01, precision: .float32),
      .paper(indexBits: ["fc1": 3, "fc2": 5])
    ),
    (DrawnState(form: .shared(bits: 3), density: 0.2), .paper(coding: .fixedLength)),
    (DrawnState(form: .shared(bits: 8), density: 0.9), PackingOptions()),
    (DrawnState(form: .shared(bits: 2)), PackingOptions(coding: .fixedLength)),
    (DrawnState(form: .shared(bits: 1), density: 0.5), PackingOptions()),
  ]

  @Test(arguments: states.indices) func denseLayersInEveryPackedForm(_ number: Int) throws {
    let network = try Network.described(
      [410],
      [
        LayerDescription(operation: "dense", attributes: ["outputs": .integers([320])]),
        LayerDescription(operation: "relu"),
        LayerDescription(
          operation: "dense", attributes: ["outputs": .integers([7]), "bias": .integers([0])]),
      ]
    ).drawn(Self.states[number].0)
    #expect(try Self.difference(network, Self.states[number].1) < Self.budget)
  }

  /// One centroid: codes take no bits at all.
  @Test func aLayerOfOneValue() throws {
    var network = try Network.described(
      [6], [LayerDescription(operation: "dense", attributes: ["outputs": .integers([4])])])
    let mask = Mask(shape: [4, 6], isKept: (0..<24).map { $0 % 5 == 0 })
    let codebook = Codebook(centroids: [0.5], precision: .float16)
    network.updateParameter("fc1") {
      $0.weights = .shared(
        SharedWeights(mask: mask, codes: [0, 0, 0, 0, 0], codebook: codebook, bits: 1))
    }
    #expect(try Self.difference(network) < Self.budget)
  }

  /// Windows with every setting that FORMAT.md, section 4.3, has.
  static let windows: [[LayerDescription]] = [
    [
      convolution([
        "kernel": [3, 2], "stride": [2, 1], "padding": [1, 0, 2, 1], "dilation": [1, 2],
      ])
    ],
    [convolution(["kernel": [3], "padding": [1], "groups": [2], "bias": [0]])],
    [convolution(["kernel": [1]])],
    [
      LayerDescription(
        operation: "maxpool", attributes: integers(["kernel": [3], "stride": [2], "ceil": [1]]))
    ],
    [
      LayerDescription(
        operation: "maxpool", attributes: integers(["kernel": [3, 2], "padding": [1, 1, 2, 0]]))
    ],
    [
      LayerDescription(
        operation: "avgpool",
        attributes: integers(["kernel": [3], "stride": [2], "padding": [1], "ceil": [1]]))
    ],
    [
      LayerDescription(
        operation: "avgpool",
        attributes: integers([
          "kernel": [2, 3], "stride": [2], "padding": [1, 2, 0, 1], "count_padding": [0],
        ]))
    ],
  ]

  private static func integers(_ values: [String: [Int]]) -> [String: Attribute] {
    values.mapValues { .integers($0) }
  }

  private static func convolution(_ settings: [String: [Int]]) -> LayerDescription {
    LayerDescription(
      operation: "convolution",
      attributes: integers(settings.merging(["outputs": [6]]) { given, _ in given }))
  }

  @Test(arguments: windows.indices) func windowsOverImages(_ number: Int) throws {
    for state in [DrawnState(form: .dense), DrawnState(form: .shared(bits: 4), density: 0.4)] {
      let network = try Network.described([4, 9, 8], Self.windows[number]).drawn(state)
      #expect(try Self.difference(network) < Self.budget)
    }
  }

  /// Operations element by element, joints and all that moves no value. Inputs of a normal
  /// distribution, tenfold, reach both ends of the exponential function.
  @Test(arguments: [
    "relu", "leaky_relu", "sigmoid", "tanh", "clip", "batchnorm", "softmax", "global_avgpool",
    "flatten", "dropout",
  ]) func plainLayers(_ operation: String) throws {
    let attributes: [String: [String: Attribute]] = [
      "leaky_relu": ["slope": .number(0.3)], "clip": ["low": .number(-0.25), "high": .number(6)],
      "dropout": ["rate": .number(0.5)],
    ]
    let network = try Network.described(
      [5, 4, 3], [LayerDescription(operation: operation, attributes: attributes[operation] ?? [:])]
    ).drawn(DrawnState(form: .dense))
    let input = Tensor.normal([4, 5, 4, 3], seed: 5).map { 10 * $0 }
    let outputs = try CSource(PackedModel(encoding: network)).outputs(
      of: input.values, toolchain: .gcc)
    #expect(relativeError(outputs, network.forward(input).values) < Self.budget)
  }

  /// A residual block and a fire module: values that are read again later must not be written over.
  static func branches() throws -> Network {
    try Network.described(
      [3, 8, 8],
      [
        LayerDescription(
          operation: "convolution", attributes: integers(["outputs": [4], "kernel": [3]]), name: "a"
        ),
        LayerDescription(operation: "relu", name: "b", inputs: ["a"]),
        LayerDescription(
          operation: "convolution",
          attributes: integers(["outputs": [4], "kernel": [3], "padding": [1]]), name: "c",
          inputs: ["b"]),
        LayerDescription(operation: "add", name: "d", inputs: ["c", "a", "b"]),
        LayerDescription(operation: "sigmoid", name: "e", inputs: ["d"]),
        LayerDescription(operation: "global_avgpool", name: "squeezed"),
        LayerDescription(
          operation: "convolution", attributes: integers(["outputs": [4], "kernel": [1]]),
          name: "excited"),
        LayerDescription(operation: "hard_sigmoid", name: "gate"),
        LayerDescription(operation: "multiply", name: "gated", inputs: ["e", "gate"]),
        LayerDescription(operation: "multiply", name: "product", inputs: ["d", "gated"]),
        LayerDescription(operation: "concat", name: "f", inputs: ["d", "product", "a"]),
        LayerDescription(
          operation: "reshape", attributes: integers(["shape": [12, 36]]), name: "g"),
        LayerDescription(operation: "flatten", name: "h"),
        LayerDescription(operation: "dense", attributes: integers(["outputs": [5]]), name: "i"),
        LayerDescription(operation: "softmax", name: "j"),
      ]
    ).drawn(DrawnState(form: .shared(bits: 4), density: 0.5))
  }

  @Test(arguments: CToolchain.available) func branchesWithEveryToolchain(_ toolchain: CToolchain)
    throws
  {
    #expect(try Self.difference(Self.branches(), toolchain: toolchain) < Self.budget)
  }

  @Test(
    .enabled(
      if: CToolchain.missing.isEmpty,
      "not here: \(CToolchain.missing.map(\.name).joined(separator: ", "))"))
  func everyToolchainWasThere() { #expect(CToolchain.available.count == CToolchain.all.count) }

  /// Nothing is called but the compiler's own arithmetic (run-time ABI for the Arm architecture,
  /// section 4).
  @Test(.enabled(if: CProgram.hasMicrocontroller, "needs clang with ARM, and llvm-nm"))
  func microcontrollersNeedNoLibrary() throws {
    let source = try CSource(PackedModel(encoding: Self.branches()))
    let missing = try CProgram.symbolsMissingOnMicrocontroller(
      source.files.filter { $0.name != "network_example.c" })
    #expect(!missing.isEmpty && missing.allSatisfy { $0.hasPrefix("__aeabi_") }, "\(missing)")
  }

  /// A network that only moves values needs no weights and no function.
  @Test func aNetworkWithoutWeights() throws {
    let source = try CSource(
      PackedModel(encoding: Network.described([2, 3, 1], [LayerDescription(operation: "flatten")])))
    #expect(source.weightBytes == 0)
    #expect(try source.outputs(of: [1, 2, 3, 4, 5, 6], toolchain: .gcc) == [1, 2, 3, 4, 5, 6])
  }

  // MARK: Text

  @Test func headersSayTheSizesAndTheLicence() throws {
    let network = try Network.lenet300().drawn(DrawnState(form: .shared(bits: 4), density: 0.05))
    let source = try CSource(PackedModel(encoding: network), name: "digits", origin: "dcs 9")
    #expect(
      source.files.map(\.name) == ["digits.h", "digits.c", "digits_weights.h", "digits_example.c"])
    let header = String(decoding: source.files[0].bytes, as: UTF8.self)
    // 300 hidden units and then 100: both must be there at once; the 10 outputs take the place of
    // the 300.
    #expect(source.memoryBytes == 4 * 400)
    #expect(
      header.contains("Working memory: 1600 bytes")
        && header.contains("SPDX-License-Identifier: 0BSD"))
    #expect(
      header.contains("\(source.weightBytes) bytes of packed weights")
        && header.contains("written by dcs 9"))
  }

  /// The constant data is what the coded streams of the file are, and decoding tables.
  @Test func weightsStayAsSmallAsTheFile() throws {
    let network = try Network.lenet5().drawn(
      DrawnState(form: .shared(bits: 5), density: 0.08, biasBits: 16))
    let packed = try PackedModel(encoding: network)
    let source = try CSource(packed)
    #expect(source.weightBytes < packed.bytes + 1000)
    #expect(source.files[1].bytes.count { $0 == UInt8(ascii: "\n") } < 340)
  }

  @Test func theSameNetworkGivesTheSameFiles() throws {
    let packed = try PackedModel(encoding: Self.branches())
    #expect(try CSource(packed).files.map(\.bytes) == CSource(packed).files.map(\.bytes))
  }

  /// A name cannot leave its comment.
  @Test func namesOfLayersAreOnlyWords() throws {
    let network = try Network.described(
      [2], [LayerDescription(operation: "relu", name: "*/ #error /* \\\n\"quote\" // ü")])
    #expect(try Self.difference(network) == 0)
  }

  @Test(arguments: ["", "1a", "a-b", "ä", "a b", String(repeating: "a", count: 41)]) func badNames(
    _ name: String
  )
    throws
  {
    let packed = try PackedModel(encoding: Self.branches())
    #expect(throws: CodeExportError.notAnIdentifier(name)) { try CSource(packed, name: name) }
  }

  /// The call that each operation becomes; "" where its output is its input.
  private static let calls = [
    "dense": "dense(&weights", "convolution": "convolution(&weights", "relu": "relu(",
    "leaky_relu": "leaky_relu(", "sigmoid": "sigmoid(", "tanh": "hyperbolic_tangent(",
    "clip": "clip(", "maxpool": "maximum_pooling(", "avgpool": "average_pooling(",
    "global_avgpool": "global_pooling(", "batchnorm": "normalization(", "concat": "copy(",
    "add": "copy(", "flatten": "", "reshape": "", "dropout": "", "softmax": "softmax(",
    "hard_sigmoid": "hard_sigmoid(", "hard_swish": "hard_swish(", "silu": "silu(", "elu": "elu(",
    "prelu": "parametric_relu(", "multiply": "multiply(", "transpose": "transpose(",
    "slice": "copy(", "upsample": "upsample(",
  ]

  /// Every operation of the registry is called or refused.
  @Test(arguments: LayerRegistry.layers.map { $0.operation })
  func everyOperationIsExportedOrRefused(operation: String) throws {
    let shape = operation == Dense.operation ? [5] : [2, 4, 4]
    let inputs = [Network.Source](
      repeating: .input, count: operation == Multiplication.operation ? 2 : 1)
    let layer = try LayerRegistry.layer(
      operation: operation,
      attributes: [
        "outputs": .integers([3]), "rate": .number(0.25), "kernel": .integers([2]),
        "size": .integers([3]), "shape": .integers([32]), "axes": .integers([2, 0, 1]),
        "count": .integers([1]), "factor": .integers([2]),
      ], inputShapes: [[Int]](repeating: shape, count: inputs.count))
    let packed = try PackedModel(
      encoding: Network(
        inputShape: shape, nodes: [Network.Node(name: "n", layer: layer, inputs: inputs)]))
    guard let call = Self.calls[operation] else {
      #expect(throws: CodeExportError.unsupportedOperations([(operation, 1)])) {
        try CSource(packed)
      }
      return
    }
    let file = try #require(try CSource(packed).files.first { $0.name == "network.c" })
    let source = String(decoding: file.bytes, as: UTF8.self)
    let run = try #require(source.split(separator: "network_run(", maxSplits: 1).last)
    #expect(call.isEmpty || run.contains("\n  \(call)") || run.contains("\n    \(call)"))
  }

  /// All of them at once.
  @Test func refusesWhatItCannotDo() throws {
    let network = try Network.described(
      [3, 4, 4],
      [
        LayerDescription(operation: "lrn"), LayerDescription(operation: "relu"),
        LayerDescription(operation: "lrn"),
      ])
    let packed = try PackedModel(encoding: network)
    #expect(throws: CodeExportError.unsupportedOperations([("lrn", 2)])) { try CSource(packed) }
  }
}
