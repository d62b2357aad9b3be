import Networks
import Tensors
import TestSupport
import Testing

struct PReLUTests {
  private let slopes: [Double] = [0.25, -0.5, 2]
  private let x = Tensor.normal([2, 3, 4, 2], seed: 1)

  private func defined(_ x: [Double], _ slopes: [Double]) -> [Double] {
    x.enumerated().map { $1 > 0 ? $1 : slopes[$0 / 8 % 3] * $1 }
  }

  @Test func outputAndGradientsAreTheDefinitions() throws {
    let layer = PReLU(slopes: slopes.map { Float($0) })
    let y = layer.forward([x])
    #expect(y.shape == x.shape && relativeError(y.values, defined(x.doubles, slopes)) < 1e-6)
    let dy = Tensor.normal(x.shape, seed: 2)
    let found = layer.backward(dy, of: Activation(output: y), inputs: [x], wantsInputGradient: true)
    func loss(_ x: [Double], _ slopes: [Double]) -> Double {
      zip(defined(x, slopes), dy.doubles).reduce(0) { $0 + $1.0 * $1.1 }
    }
    let byInput = centralDifferences(at: x.doubles) { loss($0, slopes) }
    #expect(relativeError(found.inputs[0].values, byInput) < gradientBudget)
    let bySlope = centralDifferences(at: slopes) { loss(x.doubles, $0) }
    #expect(relativeError(try #require(found.weights).values, bySlope) < gradientBudget)
    let frozen = layer.backward(
      dy, of: Activation(output: y), inputs: [x], wantsInputGradient: false)
    #expect(frozen.inputs.isEmpty && frozen.weights == found.weights)
  }

  /// He et al. begin with 0.25.
  @Test func slopesBeginAtAQuarter() throws {
    #expect(try PReLU(attributes: [:], inputShapes: [[2, 3]]).slopes == [0.25, 0.25])
  }

  @Test func otherChannelsAreRefused() {
    #expect(throws: NetworkError.self) { try PReLU(slopes: [1, 2]).outputShape(for: [[3, 4, 4]]) }
    #expect(throws: NetworkError.self) { try PReLU(attributes: [:], inputShapes: [[]]) }
  }
}
