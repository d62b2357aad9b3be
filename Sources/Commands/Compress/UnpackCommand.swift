import CompressedModels
import Language

struct UnpackCommand: Command {
  static let name = "unpack"
  static let summary = "Gives back the net that was packed, weight for weight."
  static let group = CommandGroup.compress
  static let packed = Parameter<PackedModel>(
    "packed", "what huffman gave, or load of a packed file")
  static let parameters: [any AnyParameter] = [packed]
  static let examples = [
    Example(
      """
      q = lenet300() |> prune(sparsity=90%) |> quantize(bits=3); print same(unpack(huffman(q)), q)
      """,
      prints: "true")
  ]

  func run(_ call: BoundCall) throws -> Value { .object(try call[Self.packed].decoded()) }
}
