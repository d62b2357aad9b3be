import Operators
import Tensors
import Testing

struct UnaryDerivativesTests {
  private static let anywhere = [
    "Abs", "Neg", "Sign", "Relu", "Ceil", "Floor", "Round", "Exp", "Sin", "Cos", "Tan", "Atan",
    "Sinh", "Cosh", "Tanh", "Asinh", "Erf", "Sigmoid", "Softplus", "Softsign", "Mish", "HardSwish",
    "LeakyRelu", "Elu", "Selu", "Celu", "HardSigmoid", "ThresholdedRelu", "Shrink", "Swish", "Gelu",
  ]

  /// None of these points is a kink of one of the functions.
  @Test(arguments: anywhere) func functionsOfAnyNumber(name: String) throws {
    try expectGradients(name, [floats([-3.3, -1.7, -0.4, 0.2, 0.7, 1.3, 3.6])])
  }

  @Test(arguments: ["Asin", "Acos", "Atanh"]) func functionsWithinOne(name: String) throws {
    try expectGradients(name, [floats([-0.8, -0.1, 0.3, 0.9])])
  }

  @Test(arguments: ["Sqrt", "Reciprocal", "Log"]) func functionsOfPositives(name: String) throws {
    try expectGradients(name, [floats([0.2, 1, 3.5])])
  }

  @Test func functionsAboveOne() throws { try expectGradients("Acosh", [floats([1.2, 3.5])]) }

  @Test func settingsCount() throws {
    let x = floats([-2.5, -0.6, 0.4, 2.2])
    for name in ["LeakyRelu", "Elu", "Celu", "ThresholdedRelu", "Swish"] {
      try expectGradients(name, [x], ["alpha": .number(0.5)])
    }
    try expectGradients("Selu", [x], ["alpha": .number(0.5), "gamma": .number(2)])
    try expectGradients("HardSigmoid", [x], ["alpha": .number(0.3), "beta": .number(0.4)])
    try expectGradients("Shrink", [x], ["lambd": .number(1), "bias": .number(0.2)])
    try expectGradients("Gelu", [x], ["approximate": .text("tanh")])
    for name in ["Gelu", "QuickGelu"] { try expectGradients(name, [x], domain: "com.microsoft") }
  }

  /// torch.nn.functional.gelu(x).sum().backward() for x = sin(2 n - 3), divided by the waves here.
  @Test func geluIsPyTorchs() throws {
    let x = waves([5], 2, -3)
    let waves = waves([5], 1.1, 0.2).tensor?.values ?? []
    let found = try #require(try gradients("Gelu", [x])[0])
    expectEqual(
      Tensor(shape: [5], values: zip(found.values, waves).map { $0 / $1 }),
      [0.388147, -0.035568, 1.035568, 0.611853, -0.072759])
  }

  @Test func limitsCutGradients() throws {
    let x = floats([-2, -0.5, 0.5, 2])
    try expectGradients("Clip", [x, floats([-1], []), floats([1], [])], by: [0])
  }
}
