import Devices
import Inference
import Networks
import Products
import Tensors
import TestSupport
import Testing

/// The form that takes the least memory.
@Suite(.enabled(if: TestDevice.isThere, TestDevice.missing))
struct DeviceWeightsTests {
  private static func program(_ weights: Weights) throws -> (form: String, bytes: Int) {
    let network = try Network.of(
      Dense(weights: weights, bias: nil), input: [weights.shape[1]])
    let program = try DeviceProgram(Program(network, on: Machine()), on: TestDevice.connection())
    return (try program.withPass(batch: 1) { $0.stepForms[0] }, program.heldBytes)
  }

  @Test(arguments: [(0.05, "sparse"), (0.5, "sparse"), (0.95, "codes"), (1, "codes")])
  func codesTakeLessThanGapsWhereNearlyAllSurvive(density: Double, form: String) throws {
    let weights = Weights.drawn([64, 512], density: Float(density), centroids: 31, seed: 1)
    #expect(try Self.program(weights).form == form)
  }

  /// 31 centroids and zero: 5 bits a weight, whole words a row, one word behind, 32 floats.
  @Test func bytesOfCodes() throws {
    let weights = Weights.drawn([64, 512], density: 0.95, centroids: 31, seed: 1)
    #expect(try Self.program(weights).bytes == 64 * 512 * 5 / 8 + 4 + 4 * 32)
  }

  @Test(arguments: [(0.1, "pruned"), (0.99, "floats")])
  func floats(density: Float, form: String) throws {
    var weights = Tensor.normal([64, 512], seed: 2)
    let mask = Mask.random([64, 512], density: density, seed: 3)
    for place in weights.values.indices where !mask[place] { weights.values[place] = 0 }
    #expect(try Self.program(.dense(weights)).form == form)
  }
}
