import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

struct CaffeNetworkTests {
  /// In-place layers, a branch, layers of either phase, losses: what real files have.
  private static let description = """
    name: "small"
    layer { name: "data" type: "Data" top: "data" top: "label" include { phase: TRAIN } \
    transform_param { crop_size: 5 } }
    layer { name: "data" type: "Input" top: "data" input_param \
    { shape: { dim: 1 dim: 1 dim: 6 dim: 6 } } }
    layer { name: "conv" type: "Convolution" bottom: "data" top: "conv"
            convolution_param { num_output: 2 kernel_size: 3 stride: 2 pad: 1 weight_filler \
    { type: "xavier" } } }
    layer { name: "relu" type: "ReLU" bottom: "conv" top: "conv" relu_param \
    { negative_slope: 0.5 } }
    layer { name: "drop" type: "Dropout" bottom: "conv" top: "conv" dropout_param \
    { dropout_ratio: 0.25 } }
    layer { name: "pool" type: "Pooling" bottom: "conv" top: "pool" pooling_param \
    { pool: AVE kernel_size: 2 stride: 2 } }
    layer { name: "side" type: "Convolution" bottom: "pool" top: "side"
            convolution_param { num_output: 2 kernel_h: 1 kernel_w: 1 bias_term: false } }
    layer { name: "sum" type: "Eltwise" bottom: "pool" bottom: "side" top: "sum" }
    layer { name: "both" type: "Concat" bottom: "sum" bottom: "side" top: "both" }
    layer { name: "fc" type: "InnerProduct" bottom: "both" top: "fc" inner_product_param \
    { num_output: 3 } }
    layer { name: "accuracy" type: "Accuracy" bottom: "fc" bottom: "label" top: "accuracy" \
    include { phase: TEST } }
    layer { name: "loss" type: "SoftmaxWithLoss" bottom: "fc" bottom: "label" top: "loss" }
    """

  private static let weights: [(name: String, blobs: [Tensor])] = [
    ("conv", [Tensor.wholeNumbers([2, 1, 3, 3], seed: 1), Tensor(shape: [2], values: [1, -2])]),
    ("side", [Tensor.wholeNumbers([2, 2, 1, 1], seed: 2)]),
    ("fc", [Tensor.wholeNumbers([3, 16], seed: 3), Tensor(shape: [3], values: [1, 2, 3])]),
  ]

  private func network(isOld: Bool = false) throws -> Network {
    try CaffeModelFile(CaffeModel.bytes(Self.weights, isOld: isOld)).network(
      CaffeNetwork(Self.description))
  }

  @Test func graphAndNamesAreCaffes() throws {
    let network = try network()
    #expect(network.inputShape == [1, 6, 6] && network.outputShape == [3])
    #expect(
      network.nodes.map(\.name)
        == ["conv", "relu", "drop", "pool", "side", "sum", "both", "fc/flatten", "fc"])
    // 6 pixels, windows of 3, stride 2, padding 1: 3; pooling by 2 rounds 1.5 up.
    #expect(network.outputShapes[0] == [2, 3, 3] && network.outputShapes[3] == [2, 2, 2])
    #expect((network.nodes[2].layer as? Dropout)?.rate == 0.25)
    #expect(network.weightNames == ["conv", "side", "fc"])
  }

  /// Old files and new ones hold the same; whole numbers are exact.
  @Test func theNumbersAreThoseOfTheLayers() throws {
    let network = try network()
    let x = Tensor.wholeNumbers([2, 1, 6, 6], seed: 4)
    let conv = Convolution2D(
      weights: .dense(Self.weights[0].blobs[0]), bias: .float32([1, -2]),
      layout: WindowLayout(kernel: [3, 3], stride: 2, padding: 1)
    ).forward([x])
    let pool = AveragePooling2D(PoolingWindow(kernel: 2, stride: 2, roundsUp: true)).forward([
      LeakyReLU(negativeSlope: 0.5).forward([conv])
    ])
    let side = Convolution2D(
      weights: .dense(Self.weights[1].blobs[0]), bias: nil, layout: WindowLayout(kernel: [1, 1])
    ).forward([pool])
    let both = Concatenation().forward([Addition().forward([pool, side]), side]).reshaped([2, 16])
    let expected = Dense(weights: .dense(Self.weights[2].blobs[0]), bias: .float32([1, 2, 3]))
      .forward([both])
    #expect(network.forward(x) == expected)
    #expect(try self.network(isOld: true).forward(x) == expected)
  }

  /// (x - mean / n) / sqrt(variance / n + eps), then a scale and a shift: 2 (x - 3) / 2 + 1 = x -
  /// 2.
  @Test func normalizationAndScaleAreFolded() throws {
    let description = try CaffeNetwork(
      """
      input: "data" input_dim: 1 input_dim: 1 input_dim: 1 input_dim: 2
      layers { name: "c" type: CONVOLUTION bottom: "data" top: "c" convolution_param \
      { num_output: 1 kernel_size: 1 } }
      layer { name: "n" type: "BatchNorm" bottom: "c" top: "c" batch_norm_param { eps: 1e-6 } }
      layer { name: "s" type: "Scale" bottom: "c" top: "c" scale_param { bias_term: true } }
      """)
    func one(_ value: Float) -> Tensor { Tensor(shape: [1], values: [value]) }
    let file = try CaffeModelFile(
      CaffeModel.bytes([
        ("c", [Tensor(shape: [1, 1, 1, 1], values: [1]), one(0)]),
        ("n", [one(30), one(40), one(10)]),
        ("s", [one(2), one(1)]),
      ]))
    let network = try file.network(description)
    #expect(network.nodes.map(\.name) == ["c"])
    let y = network.forward(Tensor(shape: [1, 1, 1, 2], values: [5, 7]))
    #expect(relativeError(y.values, [3.0, 5.0]) < 1e-6)
  }

  @Test func whatHasNoLayerIsListed() {
    #expect(throws: ModelExchangeError.unsupportedOperations(["Deconvolution (2 times)", "PReLU"]))
    {
      try CaffeNetwork(
        """
        layer { name: "a" type: "Deconvolution" } layer { name: "b" type: "PReLU" }
        layer { name: "c" type: "Deconvolution" } layer { name: "d" type: "Data" }
        """)
    }
  }

  @Test func layersWithoutTheirWeightsAreNamed() throws {
    let file = try CaffeModelFile(CaffeModel.bytes(Array(Self.weights.dropLast())))
    #expect(throws: ModelExchangeError.missingArray(name: "fc")) {
      try file.network(CaffeNetwork(Self.description))
    }
    var other = Self.weights
    other[2].blobs[0] = Tensor(zeros: [16, 3])
    let wrong = try CaffeModelFile(CaffeModel.bytes(other))
    #expect(throws: ModelExchangeError.wrongShape(name: "fc", expected: [3, 16], found: [16, 3])) {
      try wrong.network(CaffeNetwork(Self.description))
    }
  }

  @Test(arguments: [
    """
    layer { name: "a" type: "ReLU" bottom: "b" top: "a" } layer \
    { name: "b" type: "ReLU" bottom: "a" top: "b" }
    """,
    "layer { name: \"a\" type: \"ReLU\" }", "",
    "input: \"x\" input: \"y\" layer { name: \"a\" type: \"ReLU\" }",
    """
    input: "x" input_dim: 1 input_dim: 1152921504606846976 layer \
    { name: "a" type: "ReLU" bottom: "x" top: "a" }
    """,
    """
    input: "x" input_dim: 1 input_dim: 1 input_dim: 8 input_dim: 8 layer \
    { name: "a" type: "Convolution" bottom: "x" top: "a"
    convolution_param { num_output: 1152921504606846976 kernel_size: 1 } }
    """,
    """
    input: "x" input_dim: 1 input_dim: 1 input_dim: 8 input_dim: 8 layer \
    { name: "a" type: "InnerProduct" bottom: "x" top: "a"
    inner_product_param { num_output: 1152921504606846976 } }
    """,
  ])
  func hostileDescriptionsAreRefused(text: String) throws {
    let file = try CaffeModelFile(CaffeModel.bytes(Self.weights))
    #expect(throws: ModelExchangeError.self) { try file.network(CaffeNetwork(text)) }
  }
}
