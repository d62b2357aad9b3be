enum ReductionOperators {
  static let types: [any Operator.Type] = []
}
