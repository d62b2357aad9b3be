/// The layers that Caffe's networks are made of, as descriptions. `from` names the layer that is
/// read.
enum CaffeLayers {
  static func convolution(
    _ name: String, _ outputs: Int, _ kernel: Int, stride: Int = 1, padding: Int = 0,
    groups: Int = 1,
    from input: String? = nil
  ) -> LayerDescription {
    var attributes: [String: Attribute] = [
      "outputs": .integers([outputs]), "kernel": .integers([kernel]),
    ]
    if stride != 1 { attributes["stride"] = .integers([stride]) }
    if padding != 0 { attributes["padding"] = .integers([padding]) }
    if groups != 1 { attributes["groups"] = .integers([groups]) }
    return LayerDescription(
      operation: Convolution2D.operation, attributes: attributes, name: name,
      inputs: input.map { [$0] })
  }

  static func dense(_ name: String, _ outputs: Int) -> LayerDescription {
    LayerDescription(
      operation: Dense.operation, attributes: ["outputs": .integers([outputs])], name: name)
  }

  static func relu(_ name: String) -> LayerDescription {
    LayerDescription(operation: ReLU.operation, name: name)
  }

  /// Caffe's rounding up.
  static func pool(_ name: String, _ kernel: Int, stride: Int) -> LayerDescription {
    LayerDescription(
      operation: MaxPooling2D.operation,
      attributes: [
        "kernel": .integers([kernel]), "stride": .integers([stride]), "ceil": .integers([1]),
      ], name: name)
  }

  static func dropout(_ name: String) -> LayerDescription {
    LayerDescription(operation: Dropout.operation, attributes: ["rate": .number(0.5)], name: name)
  }

  static func plain(_ operation: String, _ name: String) -> LayerDescription {
    LayerDescription(operation: operation, name: name)
  }
}
