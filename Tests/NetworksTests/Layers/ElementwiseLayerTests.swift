import Glibc
import Networks
import Tensors
import TestSupport
import Testing

struct ElementwiseLayerTests {
  /// A layer and its definition in double precision.
  struct Case: Sendable, CustomTestStringConvertible {
    let layer: any ElementwiseLayer
    let defined: @Sendable (Double) -> Double
    var testDescription: String { type(of: layer).operation }
  }

  static let cases = [
    Case(layer: Sigmoid()) { 1 / (1 + exp(-$0)) }, Case(layer: Tanh()) { tanh($0) },
    Case(layer: LeakyReLU(negativeSlope: 0.25)) { $0 > 0 ? $0 : 0.25 * $0 },
    Case(layer: Clip(lowest: -0.5, highest: 0.75)) { min(max($0, -0.5), 0.75) },
    Case(layer: Clip(lowest: nil, highest: 0)) { min($0, 0) },
    Case(layer: Clip(lowest: nil, highest: nil)) { $0 },
    Case(layer: HardSigmoid(slope: 0.5, offset: 0.25)) { min(max(0.5 * $0 + 0.25, 0), 1) },
    Case(layer: HardSwish()) { $0 * min(max($0 / 6 + 0.5, 0), 1) },
    Case(layer: SiLU()) { $0 / (1 + exp(-$0)) },
    Case(layer: ELU(alpha: 0.5)) { $0 > 0 ? $0 : 0.5 * (exp($0) - 1) },
  ]

  /// Normal numbers do not hit a kink.
  @Test(arguments: cases)
  func outputAndGradientAreTheDefinitions(_ tested: Case) throws {
    let x = Tensor.normal([3, 4, 5], seed: 1)
    let y = tested.layer.forward([x])
    #expect(relativeError(y.values, x.doubles.map(tested.defined)) < gradientBudget)
    #expect(try tested.layer.outputShape(for: [[4, 5]]) == [4, 5] && y.shape == x.shape)
    let dy = Tensor.normal([3, 4, 5], seed: 2)
    let found = tested.layer.backward(
      dy, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
    let expected = centralDifferences(at: x.doubles) {
      zip($0.map(tested.defined), dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    #expect(relativeError(found.inputs[0].values, expected) < gradientBudget)
    #expect(
      tested.layer.backward(dy, of: Activation(output: y), inputs: [x], wantsInputGradient: false)
        .inputs.isEmpty)
  }

  /// A network that has diverged must not look healthy.
  @Test(arguments: cases)
  func nanStaysNan(_ tested: Case) {
    #expect(tested.layer.value(at: .nan).isNaN)
  }

  @Test func theEndsOfTheFloatsGiveTheLimits() {
    #expect(
      Sigmoid().value(at: -.greatestFiniteMagnitude) == 0 && Sigmoid().value(at: .infinity) == 1)
    #expect(Tanh().value(at: -1e30) == -1)
    #expect(Clip(lowest: 0, highest: 6).value(at: .infinity) == 6)
  }

  @Test(arguments: [
    ("clip", ["low": 2.0, "high": 1.0]), ("clip", ["low": 1e31]), ("leaky_relu", ["slope": 100]),
    ("hard_sigmoid", ["slope": -101]), ("elu", ["alpha": -1]),
  ])
  func whatMakesNoSenseIsRefused(operation: String, settings: [String: Double]) {
    #expect(throws: NetworkError.self) {
      try LayerRegistry.layer(
        operation: operation, attributes: settings.mapValues { .number($0) }, inputShapes: [[3]])
    }
  }
}
