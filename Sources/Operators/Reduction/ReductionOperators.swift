enum ReductionOperators {
  static let types: [any Operator.Type] = [
    Reduce.self, ArgExtreme.self, Hardmax.self, Cumulation.self, TopK.self,
  ]
}
