import Datasets
import Foundation
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

struct ONNXFileWritingTests {
  private static func integers(_ values: [String: [Int]]) -> [String: Attribute] {
    values.mapValues { .integers($0) }
  }

  /// Every operation there is, in branches, each window with other settings.
  static func everyOperation() throws -> Network {
    func layer(
      _ operation: String, _ name: String, _ attributes: [String: Attribute] = [:],
      _ inputs: [String]? = nil
    ) -> LayerDescription {
      LayerDescription(operation: operation, attributes: attributes, name: name, inputs: inputs)
    }
    return try Network(
      inputShape: [4, 13, 12],
      descriptions: [
        layer(
          "convolution", "conv1",
          integers([
            "outputs": [6], "kernel": [3, 2], "stride": [2, 1], "padding": [1, 0, 2, 1],
            "dilation": [1, 2],
            "groups": [2],
          ])),
        layer("batchnorm", "norm"),
        layer("lrn", "lrn", ["size": .integers([3]), "alpha": .number(0.5)]),
        layer("leaky_relu", "leaky", ["slope": .number(0.25)]),
        layer("maxpool", "max", integers(["kernel": [3], "stride": [2], "ceil": [1]])),
        layer("convolution", "conv2", integers(["outputs": [6], "kernel": [1], "bias": [0]])),
        layer("sigmoid", "left"), layer("tanh", "right", [:], ["conv2"]),
        layer("add", "sum", [:], ["left", "right", "max"]),
        layer("concat", "joined", [:], ["sum", "conv2"]),
        layer("avgpool", "mean", integers(["kernel": [3, 2], "padding": [1], "stride": [1]])),
        layer(
          "avgpool", "inner",
          integers(["kernel": [2], "padding": [1, 0, 1, 1], "count_padding": [0]])),
        layer("clip", "clip", ["low": .number(-0.5), "high": .number(0.75)]),
        layer("hard_sigmoid", "gate", ["slope": .number(0.25), "offset": .number(0.5)]),
        layer("multiply", "gated", [:], ["clip", "gate"]),
        layer("hard_swish", "swish"), layer("silu", "silu"), layer("elu", "elu"),
        layer("prelu", "prelu"), layer("upsample", "up", integers(["factor": [2, 1]])),
        layer("transpose", "turned", integers(["axes": [1, 0, 2]])),
        layer("transpose", "turned back", integers(["axes": [1, 0, 2]])),
        layer("slice", "part", integers(["begin": [2], "count": [10]])),
        layer("concat", "again", [:], ["part", "part"]),
        layer("slice", "twelve", integers(["begin": [3], "count": [12]])),
        layer("global_avgpool", "global"),
        layer("reshape", "column", integers(["shape": [1, 12]])),
        layer("flatten", "flat"), layer("dense", "fc1", integers(["outputs": [9]])),
        layer("relu", "relu"),
        layer("dropout", "drop", ["rate": .number(0.5)]),
        layer("dense", "input", integers(["outputs": [5], "bias": [0]])),
        layer("softmax", "probabilities"),
      ])
  }

  /// Shared weights in one layer, pruned ones in another, the rest dense.
  static func filled(_ network: Network) -> Network {
    var network = network
    for (index, name) in network.weightNames.enumerated() {
      network.updateParameter(name) { layer in
        let seed = UInt64(index)
        let values = Tensor.normal(layer.weights.shape, seed: seed).map { $0 / 2 }
        let mask = Mask.random(layer.weights.shape, density: 0.6, seed: seed + 50)
        layer.bias = layer.bias.map {
          Bias(rounding: Tensor.normal([$0.count], seed: seed + 9).values, bits: 16)
        }
        switch index {
        case 0, 2:
          let codebook = Codebook(
            centroids: [-0.75, -0.2, 0.3, 1.1], precision: index == 0 ? .float16 : .float32)
          let codes = (0..<mask.survivorCount).map { UInt8($0 * 7 % 4) }
          layer.weights = .shared(
            SharedWeights(mask: mask, codes: codes, codebook: codebook, bits: 2))
        case 1:
          layer.weights = .pruned(PrunedWeights(values: values, mask: Mask(full: values.shape)))
        default: layer.weights = .dense(values)
        }
      }
    }
    for (row, name) in network.parameterNames.filter({ $0.hasPrefix("norm.") }).enumerated() {
      network.updateParameter(name) {
        let values = Tensor.normal($0.weights.shape, seed: UInt64(7 + row)).values
        $0.weights = .dense(Tensor(shape: $0.weights.shape, values: values.map { abs($0) + 0.2 }))
      }
    }
    return network
  }

  private struct Missing: Error { let name: String }

  private func read(_ bytes: [UInt8]) throws -> Network {
    try ONNXFile.read(bytes) { throw Missing(name: $0) }
  }

  @Test(arguments: [WeightForm.values, .shared]) func loadGivesTheNetworkBack(_ form: WeightForm)
    throws
  {
    let network = try Self.filled(Self.everyOperation())
    let again = try read(ONNXFile.write(network, form: form))
    // Normalization is folded into the layer before it where that has its own values.
    let names = network.nodes.map(\.name).filter { form == .shared || $0 != "norm" }
    #expect(again.nodes.map(\.name) == names)
    let input = Tensor.normal([3] + network.inputShape, seed: 3)
    #expect(relativeError(again.forward(input).values, network.forward(input).values) < 1e-5)
    let states = again.weightNames.compactMap { again.parameter($0)?.weights.state }
    #expect(
      states
        == (form == .shared
          ? ["shared", "dense", "shared", "dense"] : ["dense", "dense", "dense", "dense"]))
    if form == .shared {
      #expect(again.parameter("fc1")?.weights == network.parameter("fc1")?.weights)
    }
  }

  /// 256 centroids and a zero need codes of 16 bits.
  @Test func manyCentroidsAndAZero() throws {
    var network = try Network(
      inputShape: [40],
      descriptions: [LayerDescription(operation: "dense", attributes: ["outputs": .integers([10])])]
    )
    let mask = Mask(shape: [10, 40], isKept: (0..<400).map { $0 % 4 != 0 })
    let codebook = Codebook(centroids: (0..<256).map { Float($0) - 127.5 }, precision: .float16)
    let codes = (0..<300).map { UInt8($0 % 256) }
    network.updateParameter("fc1") {
      $0.weights = .shared(SharedWeights(mask: mask, codes: codes, codebook: codebook, bits: 8))
    }
    let again = try read(ONNXFile.write(network, form: .shared))
    #expect(again.parameter("fc1")?.weights == network.parameter("fc1")?.weights)
  }

  /// Codes take a byte a weight instead of four.
  @Test func sharedWeightsAreSmaller() throws {
    var network = try Network.lenet300()
    for name in network.weightNames {
      network.updateParameter(name) { layer in
        let codebook = Codebook(centroids: [-1, 1], precision: .float16)
        let mask = Mask(full: layer.weights.shape)
        layer.weights = .shared(
          SharedWeights(
            mask: mask, codes: [UInt8](repeating: 1, count: mask.count), codebook: codebook, bits: 1
          ))
      }
    }
    let (values, shared) = (try ONNXFile.write(network), try ONNXFile.write(network, form: .shared))
    #expect(values.count > 1_066_440 && values.count < 1_068_000)
    #expect(shared.count > 266_610 && shared.count < 270_000)
  }

  @Test func theSameNetworkGivesTheSameBytes() throws {
    let network = try Self.filled(Self.everyOperation())
    #expect(try ONNXFile.write(network, form: .shared) == ONNXFile.write(network, form: .shared))
  }

  // MARK: In ONNX Runtime

  /// The largest difference of two networks' files run by ONNX Runtime, from dcs' own outputs.
  private func compare(_ file: [UInt8], _ input: Tensor, _ output: Tensor, budget: Double) throws {
    try Python.runONNXRuntime(
      file, x: input, y: output,
      """
      assert ours.shape == y.shape, (ours.shape, y.shape)
      assert np.abs(ours - y).max() <= \(budget) * np.abs(y).max(), np.abs(ours - y).max()
      assert (ours.reshape(len(x), -1).argmax(1) == y.reshape(len(x), -1).argmax(1)).all()
      """)
  }

  @Test(
    .enabled(if: Python.hasONNXRuntime, "needs python3 with onnxruntime"),
    arguments: [WeightForm.values, .shared])
  func everyOperationIsONNXRuntimes(_ form: WeightForm) throws {
    let network = try Self.filled(Self.everyOperation())
    let input = Tensor.normal([3] + network.inputShape, seed: 3)
    try compare(ONNXFile.write(network, form: form), input, network.forward(input), budget: 1e-5)
  }

  /// Windows that hang over the edge, one by one: runtimes have differed here.
  @Test(
    .enabled(if: Python.hasONNXRuntime, "needs python3 with onnxruntime"),
    arguments: [
      ("maxpool", ["kernel": [3], "stride": [2], "ceil": [1]]),
      ("maxpool", ["kernel": [2], "stride": [3], "ceil": [1], "padding": [1]]),
      ("maxpool", ["kernel": [3, 2], "stride": [2, 2], "padding": [1, 0, 1, 1], "ceil": [1]]),
      ("avgpool", ["kernel": [3], "stride": [2], "ceil": [1]]),
      ("avgpool", ["kernel": [3], "stride": [2], "ceil": [1], "padding": [1]]),
      ("avgpool", ["kernel": [2], "stride": [3], "ceil": [1], "padding": [1]]),
      (
        "avgpool",
        ["kernel": [3], "stride": [2], "ceil": [1], "padding": [1], "count_padding": [0]]
      ),
    ])
  func windowsAreONNXRuntimes(operation: String, settings: [String: [Int]]) throws {
    for extent in 6...9 {
      let network = try Network(
        inputShape: [2, extent, extent + 1],
        descriptions: [LayerDescription(operation: operation, attributes: Self.integers(settings))])
      let input = Tensor.normal([2] + network.inputShape, seed: UInt64(extent))
      try compare(ONNXFile.write(network), input, network.forward(input), budget: 1e-6)
    }
  }

  private static let lenet5 = "caffe_lenet5_original.caffemodel"

  /// Every digit of the test set.
  @Test(
    .enabled(
      if: Python.hasONNXRuntime && GivenModels.hasMNIST && GivenModels.has(lenet5),
      "needs python3 with onnxruntime, MNIST and \(lenet5)"))
  func lenet5GivesTheSameClassesInONNXRuntime() throws {
    let network = try Network.lenet5()
    let filled = try network.filled(
      from: CaffeModelFile(GivenModels.bytes(Self.lenet5)).arrays(for: network))
    let data = try MNISTFamily.mnist.load(
      search: DatasetSearch(directory: nil), validationCount: 0, isFlat: false)
    let input = try data.test.inputs(at: 0..<data.test.count).map { ($0 * 255).rounded() / 256 }
    try compare(ONNXFile.write(filled), input, filled.forward(input), budget: 1e-5)
  }

  private static let squeezenet = "squeezenet1.1.onnx"

  @Test(
    .enabled(
      if: Python.hasONNXRuntime && GivenModels.has(squeezenet),
      "needs python3 with onnxruntime and \(squeezenet)"))
  func squeezenetIsWrittenAsItWasRead() throws {
    let network = try read(GivenModels.bytes(Self.squeezenet))
    let pixels = Tensor.sines(3 * 227 * 227, step: 0.001).map { 100 * $0 }
    let input = Tensor(shape: [1, 3, 227, 227], values: pixels)
    try compare(ONNXFile.write(network), input, network.forward(input), budget: 1e-5)
  }
}
