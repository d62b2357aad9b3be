extension Network {
  /// LeNet-300-100 (LeCun et al. 1998): 784 inputs, two hidden layers with ReLU, 266 610
  /// parameters. `dropout` is the rate after each hidden layer; 0 leaves those layers out.
  public static func lenet300(dropout: Double = 0) throws(NetworkError) -> Network {
    var layers: [LayerDescription] = []
    for units in [300, 100] {
      layers.append(
        LayerDescription(operation: Dense.operation, attributes: ["outputs": .integers([units])]))
      layers.append(LayerDescription(operation: ReLU.operation))
      if dropout > 0 {
        layers.append(
          LayerDescription(operation: Dropout.operation, attributes: ["rate": .number(dropout)]))
      }
    }
    layers.append(
      LayerDescription(operation: Dense.operation, attributes: ["outputs": .integers([10])]))
    return try Network(inputShape: [784], descriptions: layers)
  }
}
