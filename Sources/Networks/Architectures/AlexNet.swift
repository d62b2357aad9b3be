extension Network {
  /// AlexNet as Caffe's reference model has it (Krizhevsky et al. 2012; BVLC's bvlc_alexnet):
  /// 227x227 pixels, five convolutions, of which three in two groups, three fully connected layers;
  /// 60 965 224 parameters. The last layer gives scores: the softmax is in the loss.
  public static func alexnet(classes: Int = 1000) throws(NetworkError) -> Network {
    try Network(inputShape: [3, 227, 227], descriptions: alexnetLayers(classes: classes))
  }

  private static func alexnetLayers(classes: Int) -> [LayerDescription] {
    typealias L = CaffeLayers
    let lrn = LocalResponseNormalization.operation
    return [
      L.convolution("conv1", 96, 11, stride: 4), L.relu("relu1"), L.plain(lrn, "norm1"),
      L.pool("pool1", 3, stride: 2),
      L.convolution("conv2", 256, 5, padding: 2, groups: 2), L.relu("relu2"), L.plain(lrn, "norm2"),
      L.pool("pool2", 3, stride: 2),
      L.convolution("conv3", 384, 3, padding: 1), L.relu("relu3"),
      L.convolution("conv4", 384, 3, padding: 1, groups: 2), L.relu("relu4"),
      L.convolution("conv5", 256, 3, padding: 1, groups: 2), L.relu("relu5"),
      L.pool("pool5", 3, stride: 2),
      L.plain(Flatten.operation, "flatten"),
      L.dense("fc6", 4096), L.relu("relu6"), L.dropout("drop6"),
      L.dense("fc7", 4096), L.relu("relu7"), L.dropout("drop7"), L.dense("fc8", classes),
    ]
  }
}
