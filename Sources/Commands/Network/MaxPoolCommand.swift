import Language
import Networks

struct MaxPoolCommand: Command {
  static let name = "maxpool"
  static let summary = "Describes max pooling over images for net([...])."
  static let details = """
    Each window gives its largest value. ceil=true adds a last window that hangs over the edge, as
    Caffe does: 55 pixels with windows of 3 and stride 2 give 27 either way, 54 give 26 without it
    and 27 with it.
    """
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = PoolingArguments.all + LayerArguments.all
  static let examples = [
    Example("show maxpool(2)", prints: "maxpool kernel=2"),
    Example(
      "n = net([maxpool(3, stride=2, padding=1, ceil=true)], input=[8, 6, 6]); print n.output",
      prints: "[8, 4, 4]"),
    Example(
      "show maxpool([3, 2], stride=[2, 1], from=\"conv1\", name=\"pool1\")",
      prints: "maxpool kernel=3x2 stride=2x1"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    call.description(MaxPooling2D.operation, try PoolingArguments.attributes(of: call))
  }
}
