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

  public init(weights: Weights, bias: Bias?) {
    (self.weights, self.bias) = (weights, bias)
  }

  public init(attributes: [String: Attribute], inputs: [ValueType], parameters: [LayerParameter])
    throws(NetworkError)
  {
    self.init(weights: parameters[0].weights, bias: parameters[0].bias)
  }

  public static func parameterShapes(attributes: [String: Attribute], inputs: [ValueType])
    throws(NetworkError) -> [ParameterShape]
  {
    let hasBias = try attributes.integer("bias", of: operation, in: 0...1, default: 1) == 1
    let outputs = try attributes.integer("outputs", of: operation, in: 1...largestExtent)
    let shape = try onlyInput(try exampleShapes(of: inputs, for: operation), of: operation)
    guard shape.count == 1, (1...largestExtent).contains(shape[0]) else {
      throw .wrongInputShape(
        operation: operation, expected: "one dimension (use flatten)", found: shape)
    }
    return [ParameterShape([outputs, shape[0]], hasBias: hasBias)]
  }

  public static func outputs(attributes: [String: Attribute], inputs: [ValueType])
    throws(NetworkError) -> [ValueType]
  {
    let shape = try parameterShapes(attributes: attributes, inputs: inputs)[0].extents
    return [ValueType(.float32, [inputs[0].extents[0], .fixed(shape[0])])]
  }

  public var attributes: [String: Attribute] {
    bias == nil
      ? ["outputs": .integers([outputs]), "bias": .integers([0])]
      : ["outputs": .integers([outputs])]
  }

  var outputs: Int { weights.shape[0] }

  public func exampleShape(for inputShapes: [[Int]]) throws(NetworkError) -> [Int] {
    let shape = try onlyInput(inputShapes, of: Self.operation)
    guard shape == [weights.shape[1]] else {
      throw .wrongInputShape(
        operation: Self.operation, expected: "\(weights.shape[1]) values", found: shape)
    }
    return [outputs]
  }

  public var products: [LayerProduct] { [LayerProduct(.rows)] }

  public func forward(_ inputs: [Tensor]) -> Tensor {
    weights.multiplied(by: inputs[0], bias: bias?.values)
  }

  /// dW = dyᵀ · x, db = sum of dy over the batch, dx = dy · W.
  public func backward(
    _ outputGradient: Tensor, of activation: Activation, inputs: [Tensor], wantsInputGradient: Bool
  ) -> LayerGradient {
    let (batch, columns) = (outputGradient.shape[0], weights.shape[1])
    let weightGradient = MatrixMultiply.product(
      .init(outputGradient.values, rows: batch, columns: outputs, transposed: true),
      .init(inputs[0].values, rows: batch, columns: columns))
    var biasGradient: [Float]?
    if bias != nil {
      var sums = [Float](repeating: 0, count: outputs)
      dcs_sum_rows(outputGradient.values, &sums, batch, outputs)
      biasGradient = sums
    }
    var gradient = LayerGradient(inputs: [], weights: weightGradient, bias: biasGradient)
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
