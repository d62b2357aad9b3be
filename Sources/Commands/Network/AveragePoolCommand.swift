import Language
import Networks

struct AveragePoolCommand: Command {
  static let name = "avgpool"
  static let summary = "Describes average pooling over images for net([...])."
  static let details = """
    Each window gives its mean. Zeros of the padding count as far as the padding reaches, as in
    Caffe, or not at all with count_padding=false. ceil=true adds a last window that hangs over the
    edge.
    """
  static let group = CommandGroup.get
  static let countsPadding = Parameter<Bool>(
    "count_padding", "whether zeros of the padding count in the mean", default: true)
  static let parameters: [any AnyParameter] =
    PoolingArguments.all + [countsPadding] + LayerArguments.all
  static let examples = [
    Example("show avgpool(2)", prints: "avgpool kernel=2"),
    Example(
      "n = net([avgpool(3, stride=2, padding=1, ceil=true)], input=[8, 6, 6]); print n.output",
      prints: "[8, 4, 4]"),
    Example("n = net([avgpool([4, 6])], input=[8, 4, 6]); print n.output", prints: "[8, 1, 1]"),
    Example(
      "show avgpool(3, padding=1, count_padding=false)",
      prints: "avgpool count_padding=0 kernel=3 padding=1"),
    Example("show avgpool(2, from=\"conv1\", name=\"pool1\")", prints: "avgpool kernel=2"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    var attributes = try PoolingArguments.attributes(of: call)
    if !call[Self.countsPadding] { attributes["count_padding"] = .integers([0]) }
    return call.description(AveragePooling2D.operation, attributes)
  }
}
