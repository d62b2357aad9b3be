import Language
import Networks

struct ConvCommand: Command {
  static let name = "conv"
  static let summary = "Describes a convolution over images for net([...])."
  static let details = """
    Weights are [outputs, channels / groups, kernel, kernel]; an image of h x w pixels gives
    floor((h + 2 padding - kernel) / stride) + 1 rows and as many columns. With groups=g, each g-th part of the outputs
    sees the same part of the input channels only (AlexNet's conv2, conv4 and conv5 have two groups).
    """
  static let group = CommandGroup.get
  static let outputs = Parameter<Int>("outputs", "number of filters")
  static let kernel = Parameter<OneOrMore<Int>>("kernel", "pixels on a side, or [height, width]")
  static let stride = Parameter<Int>("stride", "pixels from one window to the next", default: 1)
  static let padding = Parameter<Int>("padding", "zeros around the image, fewer than the kernel", default: 0)
  static let groups = Parameter<Int>("groups", "independent parts; divides channels and outputs", default: 1)
  static let hasBias = Parameter<Bool>("bias", "whether a bias is added to each filter", default: true)
  static let layerName = Parameter<String?>("name", "the layer's name; none numbers it: conv1, conv2", default: nil)
  static let parameters: [any AnyParameter] = [outputs, kernel, stride, padding, groups, hasBias, layerName]
  static let examples = [
    Example("show conv(20, 5)", prints: "convolution kernel=5 outputs=20"),
    Example("n = net([conv(20, 5)], input=[1, 28, 28]); print n.output", prints: "[20, 24, 24]"),
    Example(
      "n = net([conv(8, 3, stride=2, padding=1, groups=2, bias=false, name=\"c\")], input=[4, 9, 9]); print n.c.shape",
      prints: "[8, 2, 3, 3]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.outputs, in: 1...16_777_216)
    try call.require(Self.stride, in: 1...4096)
    try call.require(Self.padding, in: 0...4095)
    try call.require(Self.groups, in: 1...16_777_216)
    var attributes: [String: Attribute] = [
      "outputs": .integers([call[Self.outputs]]), "kernel": try call.kernel(Self.kernel),
    ]
    if call[Self.stride] != 1 { attributes["stride"] = .integers([call[Self.stride]]) }
    if call[Self.padding] != 0 { attributes["padding"] = .integers([call[Self.padding]]) }
    if call[Self.groups] != 1 { attributes["groups"] = .integers([call[Self.groups]]) }
    if !call[Self.hasBias] { attributes["bias"] = .integers([0]) }
    return .object(
      LayerDescription(operation: Convolution2D.operation, attributes: attributes, name: call[Self.layerName]))
  }
}
