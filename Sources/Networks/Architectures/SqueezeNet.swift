extension Network {
  /// The two versions of SqueezeNet (Iandola et al. 2016; github.com/forresti/SqueezeNet).
  public enum SqueezeNetVersion: String, Sendable, CaseIterable {
    /// The paper's: 96 filters of 7x7 first, pooling after the first, fourth and eighth module; 1
    /// 248 424 parameters.
    case original = "1.0"
    /// The same accuracy from less than half the products: 3x3 filters first, earlier pooling; 1
    /// 235 496 parameters.
    case lighter = "1.1"
  }

  /// SqueezeNet with the names of its Caffe models, for 227x227 pixels: eight fire modules between
  /// two convolutions, then the mean of each class's image. The output is [classes, 1, 1]. The 1x1
  /// convolution at the end of version 1.0 has a padding of 1, which is part of the published
  /// model.
  public static func squeezenet(_ version: SqueezeNetVersion = .lighter, classes: Int = 1000)
    throws(NetworkError)
    -> Network
  {
    let isFirst = version == .original
    let pooled = isFirst ? [4, 8] : [3, 5]
    var layers = [
      CaffeLayers.convolution("conv1", isFirst ? 96 : 64, isFirst ? 7 : 3, stride: 2),
      CaffeLayers.relu("relu_conv1"), CaffeLayers.pool("pool1", 3, stride: 2),
    ]
    for (index, squeezed) in [16, 16, 32, 32, 48, 48, 64, 64].enumerated() {
      layers += fire("fire\(index + 2)", squeezed: squeezed)
      if pooled.contains(index + 2) {
        layers.append(CaffeLayers.pool("pool\(index + 2)", 3, stride: 2))
      }
    }
    layers += [
      CaffeLayers.dropout("drop9"),
      CaffeLayers.convolution("conv10", classes, 1, padding: isFirst ? 1 : 0),
      CaffeLayers.relu("relu_conv10"), CaffeLayers.plain(GlobalAveragePooling.operation, "pool10"),
    ]
    return try Network(inputShape: [3, 227, 227], descriptions: layers)
  }

  /// 1x1 filters squeeze the channels; four times as many 1x1 and 3x3 filters each expand them
  /// again, side by side.
  private static func fire(_ name: String, squeezed: Int) -> [LayerDescription] {
    let squeeze = "\(name)/relu_squeeze1x1"
    let expanded = ["\(name)/relu_expand1x1", "\(name)/relu_expand3x3"]
    return [
      CaffeLayers.convolution("\(name)/squeeze1x1", squeezed, 1), CaffeLayers.relu(squeeze),
      CaffeLayers.convolution("\(name)/expand1x1", 4 * squeezed, 1), CaffeLayers.relu(expanded[0]),
      CaffeLayers.convolution("\(name)/expand3x3", 4 * squeezed, 3, padding: 1, from: squeeze),
      CaffeLayers.relu(expanded[1]),
      LayerDescription(
        operation: Concatenation.operation, name: "\(name)/concat", inputs: expanded),
    ]
  }
}
