enum RecurrentOperators {
  static let types: [any Operator.Type] = []
}
