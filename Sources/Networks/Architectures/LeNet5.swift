extension Network {
  /// LeNet-5 as Caffe's examples have it, which is the one that the paper compresses: 28x28 images,
  /// two convolutions without activations, each followed by max pooling, and two fully connected
  /// layers with a ReLU between them; 431 080 parameters. `dropout` is the rate after the ReLU; 0
  /// leaves that layer out.
  public static func lenet5(dropout: Double = 0) throws(NetworkError) -> Network {
    let halving = LayerDescription(
      operation: MaxPooling2D.operation, attributes: ["kernel": .integers([2])])
    var layers = [convolution(20), halving, convolution(50), halving]
    layers.append(LayerDescription(operation: Flatten.operation))
    layers.append(
      LayerDescription(operation: Dense.operation, attributes: ["outputs": .integers([500])]))
    layers.append(LayerDescription(operation: ReLU.operation))
    if dropout > 0 {
      layers.append(
        LayerDescription(operation: Dropout.operation, attributes: ["rate": .number(dropout)]))
    }
    layers.append(
      LayerDescription(operation: Dense.operation, attributes: ["outputs": .integers([10])]))
    return try Network(inputShape: [1, 28, 28], descriptions: layers)
  }

  private static func convolution(_ outputs: Int) -> LayerDescription {
    LayerDescription(
      operation: Convolution2D.operation,
      attributes: ["outputs": .integers([outputs]), "kernel": .integers([5])])
  }
}
