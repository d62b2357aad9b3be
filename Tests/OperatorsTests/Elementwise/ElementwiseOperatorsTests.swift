import Operators
import Testing

struct ElementwiseOperatorsTests {
  /// Of onnx.ai/onnx/operators.
  static let names = [
    "Add", "Sub", "Mul", "Div", "Pow", "Mod", "Max", "Min", "Sum", "Mean", "And", "Or", "Xor",
    "Not", "BitwiseAnd", "BitwiseOr", "BitwiseXor", "BitwiseNot", "BitShift", "Equal", "Greater",
    "Less", "GreaterOrEqual", "LessOrEqual", "Where", "Abs", "Neg", "Sign", "Ceil", "Floor",
    "Round", "Sqrt", "Exp", "Log", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Sinh", "Cosh",
    "Tanh", "Asinh", "Acosh", "Atanh", "Erf", "Reciprocal", "Relu", "LeakyRelu", "PRelu", "Elu",
    "Selu", "Celu", "Sigmoid", "HardSigmoid", "HardSwish", "Mish", "Softplus", "Softsign",
    "ThresholdedRelu", "Gelu", "Swish", "SwiGLU", "Shrink", "Clip", "IsNaN", "IsInf", "Identity",
    "Cast", "CastLike", "BitCast", "Dropout",
  ]

  @Test(arguments: names)
  func everyOneIsKnownAndReadsItsNode(name: String) {
    #expect(OperatorRegistry.knows(name))
    #expect(throws: OperatorError.self) {
      try OperatorRegistry.make(OperatorNode(name, attributes: ["unheardOf": .integer(1)]))
    }
  }
}
