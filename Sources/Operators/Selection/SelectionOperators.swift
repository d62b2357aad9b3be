enum SelectionOperators {
  static let types: [any Operator.Type] = [NonMaxSuppression.self, Determinant.self]
}
