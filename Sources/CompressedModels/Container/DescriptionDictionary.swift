/// What descriptions of networks have in common (FORMAT.md, section 4.4): words, and the layers of
/// a small network as section 4.1 writes them. Deflated descriptions refer to it as to bytes before
/// their own, so that even that of a few layers becomes a sixth.
package enum DescriptionDictionary {
  package static let bytes: [UInt8] = {
    var writer = ByteWriter()
    for word in words { writer.write(word) }
    for node in nodes { writer.write(node) }
    return writer.bytes
  }()

  private static let words = [
    "size", "alpha", "beta", "k", "slope", "offset", "low", "high", "epsilon", "rate", "axes",
    "factor", "begin", "count", "shape", "count_padding", "ceil", "dilation", "groups", "bias",
    "padding", "lrn", "sigmoid", "tanh", "leaky_relu", "hard_sigmoid", "hard_swish", "silu", "elu",
    "prelu", "clip", "batchnorm", "dropout", "concat", "add", "multiply", "slice", "transpose",
    "upsample", "reshape", "softmax", "avgpool", "global_avgpool",
  ]

  /// What is likeliest comes last: the nearer a word, the shorter the way to it.
  private static let nodes: [NetworkDescription.Node] = [
    .init(name: "flatten1", operation: "flatten", attributes: [:], inputs: [3]),
    .init(name: "relu1", operation: "relu", attributes: [:], inputs: [5]),
    .init(
      name: "fc1", operation: "dense", attributes: ["outputs": .integers([-1])], inputs: [4]),
    .init(
      name: "maxpool1", operation: "maxpool",
      attributes: ["kernel": .integers([2]), "stride": .integers([2])], inputs: [0]),
    .init(
      name: "conv1", operation: "convolution",
      attributes: ["kernel": .integers([5]), "outputs": .integers([-1])],
      inputs: [NetworkDescription.networkInput]),
  ]
}
