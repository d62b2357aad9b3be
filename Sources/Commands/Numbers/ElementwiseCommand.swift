import Language

/// A function of one number, applied to every element of a tensor. A conformance states its name,
/// help and formula.
protocol ElementwiseCommand: Command {
  static var keepsElementType: Bool { get }
  static func apply(_ x: Double) -> Double
}

extension ElementwiseCommand {
  static var group: CommandGroup { .numbers }
  static var keepsElementType: Bool { false }
  static var operand: Parameter<Operand> {
    Parameter("x", "a number, or a tensor whose elements are all taken")
  }
  static var parameters: [any AnyParameter] { [operand] }

  func run(_ call: BoundCall) throws -> Value {
    call[Self.operand].map(keepsElementType: Self.keepsElementType, Self.apply)
  }
}
