import Tensors

extension Network {
  /// Parameters of the network that the descriptions make, counted without making them. A double:
  /// the product of what a user asks for may overflow. Throws what `init` would throw for shapes
  /// that do not fit.
  public static func parameterCount(inputShape: [Int], descriptions: [LayerDescription])
    throws(NetworkError) -> Double
  {
    var count = 0.0
    try walk(inputShape, descriptions) { description, _, _, inputShapes throws(NetworkError) in
      let (parameters, output) = try size(of: description, over: inputShapes)
      count += parameters
      return output
    }
    return count
  }

  private static func size(of description: LayerDescription, over inputShapes: [[Int]])
    throws(NetworkError)
    -> (parameters: Double, output: [Int])
  {
    let attributes = description.attributes
    switch description.operation {
    case Dense.operation:
      let outputs = try attributes.integer(
        "outputs", of: Dense.operation, in: 1...Dense.largestExtent)
      let shape = try onlyInput(inputShapes, of: Dense.operation)
      return (Double(outputs) * (Double(shape.reduce(1, *)) + 1), [outputs])
    case Convolution2D.operation:
      let settings = try ConvolutionSettings(attributes)
      let shape = try onlyInput(inputShapes, of: Convolution2D.operation)
      let weights = try settings.weightShape(for: shape)
      let windows = try settings.windows(over: shape)
      return (
        Double(weights.reduce(1, *) + settings.outputs),
        [settings.outputs, windows.outputHeight, windows.outputWidth]
      )
    case BatchNormalization.operation:
      let shape = try onlyInput(inputShapes, of: BatchNormalization.operation)
      return (Double(BatchNormalization.parameterNames.count * (shape.first ?? 0)), shape)
    case let operation:
      let layer = try LayerRegistry.layer(
        operation: operation, attributes: attributes, inputShapes: inputShapes)
      return (0, try layer.outputShape(for: inputShapes))
    }
  }
}
