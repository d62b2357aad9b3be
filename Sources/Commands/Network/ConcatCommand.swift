import Language
import Networks

struct ConcatCommand: Command {
  static let name = "concat"
  static let summary =
    "Describes the layer that joins the channels of several layers, for net([...])."
  static let details = """
    Layers read the layer before them, or the one that `from=` names: so branches begin. concat and
    add end them. This is a fire module of SqueezeNet: conv(16, 1), relu(name="s"), conv(64, 1),
    relu(name="a"), conv(64, 3, padding=1, from="s"), relu(name="b"), concat(["a", "b"]).
    """
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = [LayerArguments.inputs, LayerArguments.name]
  static let examples = [
    Example(
      """
      n = net([conv(4, 1, name="a"), conv(6, 3, padding=1, from="input", name="b"), \
      concat(["a", "b"], name="joined")], input=[1, 9, 9]); print n.output
      """, prints: "[10, 9, 9]"),
    Example("show concat(inputs=[\"a\", \"b\"])", prints: "concat"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    try call.joiningDescription(Concatenation.operation)
  }
}
