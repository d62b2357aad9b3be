import CKernels
import Tensors

/// A fully connected layer: y[N, out] = x[N, in] · Wᵀ + b with W: [out, in].
public struct Dense: WeightedLayer {
  public static let operation = "dense"
  public static let namePrefix = "fc"

  public var weights: Weights
  public var bias: Bias?

  /// More outputs or inputs than this are refused before anything is allocated.
  static let largestExtent = 1 << 24
  static let largestWeightCount = 1 << 31

  public init(weights: Weights, bias: Bias?) {
    (self.weights, self.bias) = (weights, bias)
  }

  public init(attributes: [String: Attribute], inputShapes: [[Int]]) throws(NetworkError) {
    let hasBias = try attributes.integer("bias", of: Self.operation, in: 0...1, default: 1)
    let shape = try Self.weightShape(attributes: attributes, inputShapes: inputShapes)
    weights = .dense(Tensor(zeros: shape))
    bias = hasBias == 1 ? .float32([Float](repeating: 0, count: shape[0])) : nil
  }

  /// With weights from elsewhere, which must fit the attributes and the inputs.
  public init(
    attributes: [String: Attribute], inputShapes: [[Int]], weights: Weights, bias: Bias?
  ) throws(NetworkError) {
    try requireShapes(
      weights, bias, are: try Self.weightShape(attributes: attributes, inputShapes: inputShapes),
      of: Self.operation)
    self.init(weights: weights, bias: bias)
  }

  public static func weightShape(attributes: [String: Attribute], inputShapes: [[Int]])
    throws(NetworkError) -> [Int]
  {
    let outputs = try attributes.integer("outputs", of: operation, in: 1...largestExtent)
    let shape = try onlyInput(inputShapes, of: operation)
    guard shape.count == 1, (1...largestExtent).contains(shape[0]),
      shape[0] * outputs <= largestWeightCount
    else {
      throw .wrongInputShape(
        operation: operation, expected: "one dimension (use flatten)", found: shape)
    }
    return [outputs, shape[0]]
  }

  public var attributes: [String: Attribute] {
    bias == nil
      ? ["outputs": .integers([outputs]), "bias": .integers([0])]
      : ["outputs": .integers([outputs])]
  }

  var outputs: Int { weights.shape[0] }

  public func outputShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard shape == [weights.shape[1]] else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "\(weights.shape[1]) values", found: shape)
    }
    return [outputs]
  }

  public func forward(_ inputs: [Tensor]) -> Tensor {
    weights.multiplied(by: inputs[0], bias: bias?.values)
  }

  /// dW = dyᵀ · x, db = sum of dy over the batch, dx = dy · W.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    let (batch, columns) = (outputGradient.shape[0], weights.shape[1])
    var gradient = LayerGradient(inputs: [])
    gradient.weights = MatrixMultiply.product(
      .init(outputGradient.values, rows: batch, columns: outputs, transposed: true),
      .init(inputs[0].values, rows: batch, columns: columns))
    if bias != nil {
      var sums = [Float](repeating: 0, count: outputs)
      dcs_sum_rows(outputGradient.values, &sums, batch, outputs)
      gradient.bias = sums
    }
    if wantsInputGradient {
      gradient.inputs = [
        MatrixMultiply.product(
          .init(outputGradient.values, rows: batch, columns: outputs),
          .init(weights.tensor.values, rows: outputs, columns: columns))
      ]
    }
    return gradient
  }
}
