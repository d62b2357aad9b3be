import Language
import Networks

struct AddCommand: Command {
  static let name = "add"
  static let summary =
    "Describes the layer that adds the outputs of several layers, for net([...])."
  static let details = """
    What a residual block ends in: relu(name="x"), conv(16, 3, padding=1, name="y"), add(["x",
    "y"]). All inputs have one shape. Branches begin with `from=`; see concat.
    """
  static let group = CommandGroup.get
  static let parameters: [any AnyParameter] = [LayerArguments.inputs, LayerArguments.name]
  static let examples = [
    Example(
      """
      n = net([dense(4, name="y"), add(inputs=["input", "y"], name="sum"), dense(2)], input=[4]); \
      print n.layers
      """,
      prints: "[\"y\", \"fc2\"]")
  ]

  func run(_ call: BoundCall) throws -> Value { try call.joiningDescription(Addition.operation) }
}
