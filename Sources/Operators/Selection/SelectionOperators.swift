enum SelectionOperators {
  static let types: [any Operator.Type] = []
}
