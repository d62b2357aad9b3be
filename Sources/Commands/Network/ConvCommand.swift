import Language
import Networks

struct ConvCommand: Command {
  static let name = "conv"
  static let summary = "Describes a convolution over images for net([...])."
  static let details = """
    Weights are [outputs, channels / groups, kernel, kernel]; an image of h x w pixels gives
    floor((h + 2 padding - span) / stride) + 1 rows and as many columns, where span = (kernel - 1)
    dilation + 1. Each of these settings is one number, or one for each direction; padding also one
    for each side. With groups=g, each g-th part of the outputs sees the same part of the input
    channels only (AlexNet's conv2, conv4 and conv5 have two groups).
    """
  static let group = CommandGroup.get
  static let outputs = Parameter<Int>("outputs", "number of filters")
  static let kernel = Parameter<OneOrMore<Int>>("kernel", "pixels on a side, or [height, width]")
  static let stride = Parameter<OneOrMore<Int>>(
    "stride", "pixels from one window to the next, or [vertical, horizontal]", default: .init([1]))
  static let dilation = Parameter<OneOrMore<Int>>(
    "dilation", "pixels from one place of the kernel to the next, or [vertical, horizontal]",
    default: .init([1]))
  static let groups = Parameter<Int>(
    "groups", "independent parts; divides channels and outputs", default: 1)
  static let hasBias = Parameter<Bool>(
    "bias", "whether a bias is added to each filter", default: true)
  static let parameters: [any AnyParameter] =
    [outputs, kernel, stride, WindowArguments.padding, dilation, groups, hasBias]
    + LayerArguments.all
  static let examples = [
    Example("show conv(20, 5)", prints: "convolution kernel=5 outputs=20"),
    Example("n = net([conv(20, 5)], input=[1, 28, 28]); print n.output", prints: "[20, 24, 24]"),
    Example(
      """
      n = net([conv(8, 3, stride=2, padding=1, groups=2, bias=false, name="c")], \
      input=[4, 9, 9]); print n.c.shape
      """,
      prints: "[8, 2, 3, 3]"),
    Example(
      """
      n = net([conv(8, [1, 7], padding=[0, 6], dilation=2, from="input")], input=[4, 9, 9]); \
      print n.output
      """,
      prints: "[8, 9, 9]"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.require(Self.outputs, in: 1...16_777_216)
    try call.require(Self.groups, in: 1...16_777_216)
    var attributes: [String: Attribute] = [
      "outputs": .integers([call[Self.outputs]]),
      "kernel": try WindowArguments.pair(Self.kernel, of: call),
    ]
    for parameter in [Self.stride, Self.dilation] {
      let setting = try WindowArguments.pair(parameter, of: call)
      if setting != .integers([1]) { attributes[parameter.name] = setting }
    }
    attributes["padding"] = try WindowArguments.padding(of: call)
    if call[Self.groups] != 1 { attributes["groups"] = .integers([call[Self.groups]]) }
    if !call[Self.hasBias] { attributes["bias"] = .integers([0]) }
    return call.description(Convolution2D.operation, attributes)
  }
}
