enum WindowOperators {
  static let types: [any Operator.Type] = []
}
