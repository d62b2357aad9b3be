enum ElementwiseOperators {
  static let types: [any Operator.Type] = [
    BroadcastArithmetic.self, Power.self, Comparison.self, Logic.self, BitShift.self, Where.self,
    SignFunctions.self, UnaryFunctions.self, PairedFunctions.self, Clip.self, FloatKinds.self,
    Cast.self, BitCast.self, Identity.self,
  ]
}
