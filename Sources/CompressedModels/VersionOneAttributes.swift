import Networks

/// The attributes that each operation has in version 1 of the container (FORMAT.md, section 4.3).
/// One that a reader does not know may change what a layer computes: it is refused, not skipped.
package enum VersionOneAttributes {
  private static let pooling: Set = ["kernel", "stride", "padding", "ceil"]

  private static let names: [String: Set<String>] = [
    "dense": ["outputs", "bias"],
    "convolution": ["outputs", "kernel", "stride", "padding", "dilation", "groups", "bias"],
    "maxpool": pooling,
    "avgpool": pooling.union(["count_padding"]),
    "lrn": ["size", "alpha", "beta", "k"],
    "leaky_relu": ["slope"],
    "hard_sigmoid": ["slope", "offset"],
    "elu": ["alpha"],
    "clip": ["low", "high"],
    "batchnorm": ["epsilon", "rate"],
    "dropout": ["rate"],
    "slice": ["count", "begin"],
    "transpose": ["axes"],
    "upsample": ["factor"],
    "reshape": ["shape"],
  ]

  /// The first attribute, by name, that the operation does not have.
  package static func unknown(in attributes: [String: Attribute], of operation: String) -> String? {
    attributes.keys.filter { !names[operation, default: []].contains($0) }.min()
  }
}
