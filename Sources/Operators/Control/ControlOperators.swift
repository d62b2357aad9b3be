enum ControlOperators {
  static let types: [any Operator.Type] = [If.self, Loop.self, Scan.self]
}
