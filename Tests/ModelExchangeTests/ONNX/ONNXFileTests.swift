import Foundation
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

struct ONNXFileTests {
  private func read(_ model: ONNXModel, inputShape: [Int]? = nil) throws -> Network {
    try ONNXFile.read(model.bytes, inputShape: inputShape) { throw Missing(name: $0) }
  }

  private struct Missing: Error { let name: String }

  private static func sines(_ shape: [Int], _ step: Double, shift: Double = 0) -> Tensor {
    Tensor(shape: shape, values: Tensor.sines(shape.reduce(1, *), step: step, shift: shift))
  }

  /// Nearly every operator there is, in branches.
  static let images: ONNXModel = {
    var model = ONNXModel(inputShape: [0, 3, 11, 10])
    model.floats = [
      ("c1.weight", sines([6, 1, 3, 3], 0.7)), ("c1.bias", sines([6], 0.3)),
      ("scale", sines([6], 0.5, shift: 1)),
      ("shift", sines([6], 0.9)), ("mean", sines([6], 0.2)),
      ("variance", Tensor(shape: [6], values: [1, 2, 0.5, 1, 3, 1])),
      ("c2.weight", sines([4, 6, 3, 3], 0.31)), ("factor", sines([1, 4, 1, 1], 1.1, shift: 0.4)),
      ("offset", sines([4, 1, 1], 0.6)), ("low", Tensor(shape: [], values: [-0.75])),
      ("high", Tensor(shape: [], values: [1.2])),
    ]
    model.nodes = [
      .init(
        operation: "Conv", inputs: ["x", "c1.weight", "c1.bias"], output: "a",
        integers: ["pads": [1, 1, 1, 1], "strides": [2, 1], "kernel_shape": [3, 3]],
        integer: ["group": 3]),
      .init(
        operation: "BatchNormalization", inputs: ["a", "scale", "shift", "mean", "variance"],
        output: "b", name: "bn",
        number: ["epsilon": 0.001]),
      .init(operation: "LeakyRelu", inputs: ["b"], output: "c", number: ["alpha": 0.2]),
      .init(
        operation: "MaxPool", inputs: ["c"], output: "d",
        integers: ["kernel_shape": [3, 2], "strides": [2, 2], "pads": [0, 0, 1, 1]],
        integer: ["ceil_mode": 1]),
      .init(
        operation: "Conv", inputs: ["d", "c2.weight"], output: "e", name: "second",
        integers: ["pads": [2, 2, 2, 2], "dilations": [2, 2]]),
      .init(operation: "Sigmoid", inputs: ["e"], output: "f"),
      .init(operation: "Tanh", inputs: ["e"], output: "g"),
      .init(operation: "Mul", inputs: ["factor", "g"], output: "h"),
      .init(operation: "Sub", inputs: ["h", "offset"], output: "i"),
      .init(operation: "Add", inputs: ["f", "i"], output: "j"),
      .init(operation: "Concat", inputs: ["j", "e", "f"], output: "k", integer: ["axis": 1]),
      .init(
        operation: "AveragePool", inputs: ["k"], output: "l",
        integers: ["kernel_shape": [2, 2], "pads": [1, 0, 0, 1]],
        integer: [
          """
          count_include_pad
          """: 0
        ]),
      .init(
        operation: "LRN", inputs: ["l"], output: "m", integer: ["size": 3],
        number: ["alpha": 0.5, "bias": 2]),
      .init(operation: "Clip", inputs: ["m", "low", "high"], output: "n"),
      .init(operation: "Identity", inputs: ["n"], output: "y"),
    ]
    return model
  }()

  static let classifier: ONNXModel = {
    var model = ONNXModel(inputShape: [0, 2, 3, 4])
    model.floats = [
      ("g.weight", sines([5, 24], 0.37)), ("g.bias", sines([5], 0.8)), ("m", sines([5, 3], 0.45)),
      ("b", sines([3], 1.3)),
    ]
    model.integers = [("rest", [0, -1]), ("one", [3])]
    model.nodes = [
      .init(operation: "Relu", inputs: ["x"], output: "a"),
      .init(operation: "Reshape", inputs: ["a", "rest"], output: "b0"),
      .init(
        operation: "Gemm", inputs: ["b0", "g.weight", "g.bias"], output: "c",
        integer: ["transB": 1],
        number: ["alpha": 0.5, "beta": 2]),
      .init(operation: "MatMul", inputs: ["c", "m"], output: "d", name: "last"),
      .init(operation: "Add", inputs: ["d", "b"], output: "e"),
      .init(operation: "Dropout", inputs: ["e"], output: "f"),
      .init(operation: "Softmax", inputs: ["f"], output: "y", integer: ["axis": -1]),
    ]
    return model
  }()

  /// ONNX Runtime 1.32 on the same bytes, input sin(0.17 i) for two examples:
  ///
  ///     s = onnxruntime.InferenceSession(file)
  ///     y = s.run(None, {"x": np.sin(0.17 * np.arange(2 * 330)).reshape(2, 3, 11,
  ///     10).astype("f")})[0]
  ///     print(y.shape, y.ravel()[:6], y.ravel()[-3:], np.abs(y.astype("d")).sum())
  @Test func imagesAsONNXRuntimeHasThem() throws {
    let network = try read(Self.images)
    let y = network.forward(Self.sines([2, 3, 11, 10], 0.17))
    #expect(y.shape == [2, 12, 3, 5])
    let first = [0.66502249, 0.66396791, 0.65598923, 0.6568951, 0.65719587, 0.6584965]
    let last = [0.50767684, 0.47739398, 0.47843707]
    #expect(relativeError(Array(y.values[..<6]), first) < 1e-5)
    #expect(relativeError(Array(y.values.suffix(3)), last) < 1e-5)
    #expect(abs(y.doubles.reduce(0) { $0 + abs($1) } - 177.91909753181972) < 1e-3)
  }

  /// The same with 2 * 24 numbers.
  @Test func scoresAsONNXRuntimeHasThem() throws {
    let y = try read(Self.classifier).forward(Self.sines([2, 2, 3, 4], 0.17))
    let expected = [0.47255886, 0.43631119, 0.09112989, 0.52283216, 0.39670762, 0.08046027]
    #expect(relativeError(y.values, expected) < 1e-5)
  }

  /// When ONNX Runtime is there itself, all numbers are compared.
  @Test(
    .enabled(if: Python.hasONNXRuntime, "needs python3 with onnxruntime"), arguments: [true, false])
  func everyNumberIsONNXRuntimes(isImages: Bool) throws {
    let model = isImages ? Self.images : Self.classifier
    let input = Self.sines([2] + model.inputShape.dropFirst(), 0.17)
    let y = try read(model).forward(input)
    try Python.runONNXRuntime(
      model.bytes, x: input, y: y, "assert ours.shape == y.shape and np.abs(ours - y).max() < 1e-5")
  }

  /// Normalization went into the convolution before it; the branches are there.
  @Test func namesAreKept() throws {
    let network = try read(Self.images)
    #expect(network.weightNames == ["c1", "second"])
    #expect(!network.nodes.contains { $0.name == "bn" })
    #expect(network.nodes.first { $0.name == "k" }?.inputs.count == 3)
    #expect(try read(Self.classifier).weightNames == ["g", "last"])
  }

  /// Such a file loads all the same: its weights can be compressed.
  @Test func allOperatorsThatNothingComputesAreListed() throws {
    var model = Self.classifier
    model.nodes += [
      .init(operation: "Bernoulli", inputs: ["y"], output: "z1"),
      .init(operation: "StringNormalizer", inputs: ["y"], output: "z2"),
      .init(operation: "Bernoulli", inputs: ["z1"], output: "z3"),
    ]
    let network = try read(model)
    #expect(
      network.nodes.compactMap(\.layer.obstacle) == [
        "Bernoulli", "StringNormalizer", "Bernoulli",
      ])
    #expect(!network.weightNames.isEmpty && network.origin != nil)
  }

  /// Operators take images of any size; layers of our own know theirs.
  @Test func openShapesMakeOperators() throws {
    var model = Self.images
    model.inputShape = [0, 3, 0, 0]
    #expect(try read(model).nodes.allSatisfy { $0.layer is OperatorLayer })
    #expect(try read(model, inputShape: [3, 11, 10]).inputShape == [3, 11, 10])
    #expect(
      throws: ModelExchangeError.wrongInput(
        name: "x", expected: "[3, batch, batch]", found: [4, 11, 10])
    ) {
      try read(model, inputShape: [4, 11, 10])
    }
  }

  /// x.view(x.size(0), -1) as PyTorch exports it.
  @Test func shapesAreComputedAsFarAsTheyAreKnown() throws {
    var model = ONNXModel(inputShape: [0, 2, 3, 4])
    model.integers = [("zero", [0]), ("rest", [-1])]
    model.nodes = [
      .init(operation: "Shape", inputs: ["x"], output: "s"),
      .init(operation: "Gather", inputs: ["s", "zero"], output: "n", integer: ["axis": 0]),
      .init(operation: "Concat", inputs: ["n", "rest"], output: "t", integer: ["axis": 0]),
      .init(operation: "Reshape", inputs: ["x", "t"], output: "y"),
    ]
    #expect(try read(model).outputShape == [24])
  }

  /// A linear layer of [1, 2] over a file of its own, half floats at offset 2: 1.0 and -2.0.
  private func external(_ location: String = "w.bin") -> ONNXModel {
    var model = ONNXModel(inputShape: [0, 2])
    model.tensors = [
      ProtobufWriter.message {
        $0.packed(1, integers: [1, 2])
        $0.integer(2, 10)
        $0.text(8, "w")
        for (key, value) in [("location", location), ("offset", "2"), ("length", "4")] {
          $0.message(13) { entry in
            entry.text(1, key)
            entry.text(2, value)
          }
        }
        $0.integer(14, 1)
      }
    ]
    model.nodes = [
      .init(operation: "Gemm", inputs: ["x", "w"], output: "y", integer: ["transB": 1])
    ]
    return model
  }

  @Test func weightsMayLieInAnotherFile() throws {
    let network = try ONNXFile.read(external().bytes) { name in
      #expect(name == "w.bin")
      return ByteSource([9, 9, 0, 0x3C, 0, 0xC0])
    }
    #expect(network.forward(Tensor(shape: [1, 2], values: [3, 4])).values == [-5])
    #expect(throws: ModelExchangeError.self) {
      try ONNXFile.read(external().bytes) { _ in ByteSource([0, 0]) }
    }
  }

  // MARK: Hostile files

  @Test(arguments: ["../w.bin", "/etc/passwd", "a/../../w", ""])
  func otherFoldersAreNotRead(location: String) {
    let reason = "only files in the model's own folder are read"
    #expect(
      throws: ModelExchangeError.inEntry(name: "w", .externalFile(name: location, reason: reason))
    ) {
      try ONNXFile.read(external(location).bytes) { _ in
        ByteSource([UInt8](repeating: 0, count: 6))
      }
    }
  }

  @Test func circlesAreRefused() {
    var model = ONNXModel()
    model.nodes = [
      .init(operation: "Add", inputs: ["x", "b"], output: "a", name: "first"),
      .init(operation: "Relu", inputs: ["a"], output: "b"),
      .init(operation: "Relu", inputs: ["b"], output: "y"),
    ]
    #expect(throws: ModelExchangeError.self) { try read(model) }
    model.nodes[0] = .init(operation: "Relu", inputs: ["b"], output: "a", name: "first")
    #expect(throws: ModelExchangeError.unknownValue(layer: "first", value: "b")) { try read(model) }
  }

  @Test(arguments: [
    ([1 << 60], ModelExchangeError.shapeTooLarge([1 << 60])),
    ([1 << 40, 1 << 40], .shapeTooLarge([1 << 40, 1 << 40])),
    ([-1, -4], .shapeTooLarge([-1, -4])),
    ([3, 4], .inEntry(name: "w", .wrongByteCount(expected: 48, found: 8))),
  ])
  func shapesWithoutTheirBytesAreRefused(shape: [Int], error: ModelExchangeError) {
    var model = ONNXModel()
    model.tensors = [
      ProtobufWriter.message {
        $0.packed(1, integers: shape)
        $0.integer(2, 1)
        $0.text(8, "w")
        $0.bytes(9, [0, 0, 0, 0, 0, 0, 0, 0])
      }
    ]
    model.nodes = [
      .init(operation: "Gemm", inputs: ["x", "w"], output: "y", integer: ["transB": 1])
    ]
    #expect(throws: error) { try read(model) }
  }

  /// A sub-graph in an attribute of a sub-graph ... 2000 deep.
  @Test func deepNestingIsRefused() throws {
    var nested: [UInt8] = []
    for _ in 0..<2000 {
      nested = ProtobufWriter.message { node in
        node.message(5) { attribute in attribute.message(6) { graph in graph.bytes(1, nested) } }
      }
    }
    let bytes =
      Self.classifier.bytes
      + ProtobufWriter.message { $0.message(7) { $0.bytes(1, nested + [0x22, 0]) } }
    #expect(throws: ModelExchangeError.nestedTooDeeply(limit: 32)) {
      try ONNXFile.read(bytes) { throw Missing(name: $0) }
    }
  }

  @Test func truncatedFilesAreRefused() {
    let bytes = Self.classifier.bytes
    for length in stride(from: 0, to: bytes.count, by: 7) {
      #expect(throws: ModelExchangeError.self, "\(length)") {
        try ONNXFile.read(Array(bytes[..<length])) { throw Missing(name: $0) }
      }
    }
  }

  /// Whatever a damaged byte makes of a file: an error or a network, never a trap.
  @Test func damagedFilesAreReadOrRefused() {
    var random = RandomSource(seed: 1)
    for model in [Self.images, Self.classifier] {
      for _ in 0..<500 {
        var bytes = model.bytes
        for _ in 0..<3 { bytes[random.below(bytes.count)] = UInt8(random.below(256)) }
        _ = try? ONNXFile.read(bytes) { throw Missing(name: $0) }
      }
    }
  }

  /// Before operator set 7 the same words meant other things: such files are no layers of ours.
  @Test func olderOperatorSetsStayOperators() throws {
    var model = Self.classifier
    model.version = 6
    #expect(try read(model).nodes.allSatisfy { $0.layer is OperatorLayer })
  }
}
