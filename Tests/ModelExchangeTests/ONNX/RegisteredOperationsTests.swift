import ModelExchange
import Networks
import Tensors
import Testing

/// Every operation of the registry is written as the operator that the ONNX specification gives it,
/// or refused. A new one belongs into this table, or it is refused.
struct RegisteredOperationsTests {
  private static let operators = [
    "dense": "Gemm", "convolution": "Conv", "relu": "Relu", "leaky_relu": "LeakyRelu",
    "sigmoid": "Sigmoid", "tanh": "Tanh", "clip": "Clip", "maxpool": "MaxPool",
    "avgpool": "AveragePool", "global_avgpool": "GlobalAveragePool", "lrn": "LRN",
    "batchnorm": "BatchNormalization", "dropout": "Dropout", "concat": "Concat", "add": "Sum",
    "flatten": "Flatten", "reshape": "Reshape", "softmax": "Softmax",
    "hard_sigmoid": "HardSigmoid", "hard_swish": "HardSwish", "silu": "Sigmoid", "elu": "Elu",
    "prelu": "PRelu", "multiply": "Mul", "transpose": "Transpose", "slice": "Slice",
    "upsample": "Resize",
  ]

  private static let attributes: [String: Attribute] = [
    "outputs": .integers([3]), "rate": .number(0.25), "kernel": .integers([2]),
    "size": .integers([3]), "shape": .integers([32]),
    "axes": .integers([2, 0, 1]), "count": .integers([1]), "factor": .integers([2]),
  ]

  @Test(arguments: LayerRegistry.layers.map { $0.operation })
  func isWrittenAsItselfOrRefused(operation: String) throws {
    let shape = operation == Dense.operation ? [5] : [2, 4, 4]
    let count = operation == Multiplication.operation ? 2 : 1
    let layer = try LayerRegistry.layer(
      operation: operation, attributes: Self.attributes,
      inputShapes: [[Int]](repeating: shape, count: count))
    let inputs = [Network.Source](repeating: .input, count: count)
    let network = try Network(
      inputShape: shape, nodes: [Network.Node(name: "n", layer: layer, inputs: inputs)])
    guard let expected = Self.operators[operation] else {
      #expect(throws: ModelExchangeError.self) { try ONNXFile.write(network) }
      return
    }
    // NodeProto's field 4 is the operator: its tag is 4 << 3 | 2.
    let written = [4 << 3 | 2, UInt8(expected.utf8.count)] + Array(expected.utf8)
    #expect(try ONNXFile.write(network).contains(written))
  }

  /// y = x²
  private struct Square: ElementwiseLayer {
    static let operation = "square"
    init() {}
    init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter]) {}
    var attributes: [String: Attribute] { [:] }
    func value(at x: Float) -> Float { x * x }
    func slope(x: Float, y: Float) -> Float { 2 * x }
  }

  @Test func anOperationThatIsInNoTableIsRefused() throws {
    let network = try Network(inputShape: [2], chain: [Square()])
    #expect(network.forward(Tensor(shape: [1, 2], values: [2, -3])).values == [4, 9])
    let reason = "ONNX has no operator that dcs knows for square, layer square1"
    #expect(throws: ModelExchangeError.cannotWrite(reason: reason)) {
      try ONNXFile.write(network)
    }
  }
}
