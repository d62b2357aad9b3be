enum ControlOperators {
  static let types: [any Operator.Type] = []
}
