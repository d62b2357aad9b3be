import Language
import Networks

struct GlobalAveragePoolCommand: Command {
  static let name = "global_avgpool"
  static let summary = "Describes the layer that takes each channel's mean, for net([...])."
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = LayerArguments.all
  static let examples = [
    Example("show global_avgpool()", prints: "global_avgpool"),
    Example(
      """
      n = net([conv(8, 3), global_avgpool(from="conv1", name="mean")], input=[1, 9, 9]); \
      print n.output
      """,
      prints: "[8, 1, 1]"),
  ]

  func run(_ call: BoundCall) throws -> Value { call.description(GlobalAveragePooling.operation) }
}
