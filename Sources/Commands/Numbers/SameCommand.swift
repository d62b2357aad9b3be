import Language

struct SameCommand: Command {
  static let name = "same"
  static let summary = "Whether two values of any kind are exactly equal."
  static let details = """
    Nets, layers and tensors are compared bit for bit, however they store their numbers: a shared
    net is the same as the dense net with those weights, and as the packed net that gives them back.
    Differs from `==` in nan, which is the same as nan, and in tensors, of which 0 and -0 are not
    the same. For equality within a tolerance there is `near`.
    """
  static let group = CommandGroup.numbers
  static let left = Parameter<Value>("a", "any value")
  static let right = Parameter<Value>("b", "what it is compared with")
  static let parameters: [any AnyParameter] = [left, right]
  static let examples = [
    Example("same([1, \"a\"], [1, \"a\"])", prints: "true"),
    Example("same(tensor([1, 2]), tensor([1, 2.5]))", prints: "false"),
  ]

  func run(_ call: BoundCall) throws -> Value {
    .bool(Sameness.sameValues(call[Self.left], call[Self.right]))
  }
}
