enum ShapeOperators {
  static let types: [any Operator.Type] = []
}
