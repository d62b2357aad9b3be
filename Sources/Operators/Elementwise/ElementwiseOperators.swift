enum ElementwiseOperators {
  static let types: [any Operator.Type] = []
}
