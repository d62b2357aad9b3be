import Operators
import Tensors
import Testing

struct UnaryFunctionsTests {
  /// f(0.5), by Python's math module with double precision.
  static let atHalf: [(String, Double)] = [
    ("Sqrt", 0.707_106_781_2), ("Reciprocal", 2), ("Ceil", 1), ("Floor", 0), ("Round", 0),
    ("Exp", 1.648_721_270_7), ("Log", -0.693_147_180_6), ("Sin", 0.479_425_538_6),
    ("Cos", 0.877_582_561_9), ("Tan", 0.546_302_489_8), ("Asin", 0.523_598_775_6),
    ("Acos", 1.047_197_551_2), ("Atan", 0.463_647_609), ("Sinh", 0.521_095_305_5),
    ("Cosh", 1.127_625_965_2), ("Tanh", 0.462_117_157_3), ("Asinh", 0.481_211_825_1),
    ("Atanh", 0.549_306_144_3), ("Erf", 0.520_499_877_8), ("Sigmoid", 0.622_459_331_2),
    ("Softplus", 0.974_076_984_2), ("Softsign", 0.333_333_333_3), ("Mish", 0.375_245_211_3),
    ("HardSwish", 0.291_666_666_7), ("LeakyRelu", 0.5), ("Elu", 0.5), ("Selu", 0.525_350_511_1),
    ("Celu", 0.5), ("HardSigmoid", 0.6), ("ThresholdedRelu", 0), ("Shrink", 0),
    ("Swish", 0.311_229_665_6), ("Gelu", 0.345_731_230_7),
  ]

  @Test(arguments: atHalf)
  func valuesAtOneHalf(name: String, expected: Double) throws {
    let half = TypedTensor(shape: [1], [0.5])
    let result = try run(name, [half])[0]
    #expect(abs(result.numbers[0] - expected) < 1e-8)
    let small = try run(name, [TypedTensor(shape: [1], [0.5] as [Float16])])[0]
    #expect(small.type == .float16 && abs(small.numbers[0] - expected) < 2e-3)
  }

  /// f(-1), where slopes and bends are.
  @Test(arguments: [
    ("LeakyRelu", -0.01), ("Elu", -0.632_120_558_8), ("Selu", -1.111_330_737_8),
    ("Celu", -0.632_120_558_8), ("HardSigmoid", 0.3), ("Shrink", -1),
    ("HardSwish", -0.333_333_333_3),
    ("Softplus", 0.313_261_687_5),
  ])
  func valuesAtMinusOne(name: String, expected: Double) throws {
    let result = try run(name, [TypedTensor(shape: [1], [-1.0])])[0]
    #expect(abs(result.numbers[0] - expected) < 1e-7)
  }

  @Test func halvesAreRoundedToEven() throws {
    #expect(try run("Round", [floats([0.5, 1.5, 2.5, -0.5])]) == [floats([0, 2, 2, -0])])
  }

  @Test func attributesChangeTheFunction() throws {
    let input = TypedTensor(shape: [1], [-1.0])
    func value(_ name: String, _ attributes: [String: OperatorNode.Attribute]) throws -> Double {
      try run(name, [input], attributes)[0].numbers[0]
    }
    #expect(try value("LeakyRelu", ["alpha": .number(0.5)]) == -0.5)
    #expect(try value("Shrink", ["lambd": .number(0.5), "bias": .number(0.25)]) == -0.75)
    #expect(abs(try value("Gelu", ["approximate": .text("tanh")]) + 0.158_808_009_4) < 1e-9)
    #expect(throws: OperatorError("approximate='erf' is not possible") as OperatorError) {
      try value("Gelu", ["approximate": .text("erf")])
    }
  }

  @Test func extremesDoNotOverflow() throws {
    let input = floats([-1000, 1000])
    #expect(try run("Softplus", [input]) == [floats([0, 1000])])
    #expect(try run("Sigmoid", [input]) == [floats([0, 1])])
  }

  @Test func shrinkTakesWholeNumbers() throws {
    #expect(try run("Shrink", [integers([-2, 0, 2])]) == [integers([-2, 0, 2])])
  }
}
