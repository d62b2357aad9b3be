extension Network {
  /// VGG-16, configuration D of Simonyan and Zisserman (2014), with the names of its Caffe model:
  /// 224x224 pixels, thirteen 3x3 convolutions in five blocks, three fully connected layers; 138
  /// 357 544 parameters. The last layer gives scores.
  public static func vgg16(classes: Int = 1000) throws(NetworkError) -> Network {
    var layers: [LayerDescription] = []
    for (block, (filters, count)) in [(64, 2), (128, 2), (256, 3), (512, 3), (512, 3)].enumerated()
    {
      for number in 1...count {
        let name = "\(block + 1)_\(number)"
        layers.append(CaffeLayers.convolution("conv" + name, filters, 3, padding: 1))
        layers.append(CaffeLayers.relu("relu" + name))
      }
      layers.append(CaffeLayers.pool("pool\(block + 1)", 2, stride: 2))
    }
    layers.append(CaffeLayers.plain(Flatten.operation, "flatten"))
    for number in 6...7 {
      layers.append(CaffeLayers.dense("fc\(number)", 4096))
      layers.append(CaffeLayers.relu("relu\(number)"))
      layers.append(CaffeLayers.dropout("drop\(number)"))
    }
    layers.append(CaffeLayers.dense("fc8", classes))
    return try Network(inputShape: [3, 224, 224], descriptions: layers)
  }
}
