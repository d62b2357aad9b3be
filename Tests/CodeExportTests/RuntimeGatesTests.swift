import CodeExport
import CompressedModels
import Networks
import Tensors
import TestSupport
import Testing

/// Gates and rectifiers of newer networks in exported C. Inputs of a normal distribution, tenfold,
/// reach both ends of every function.
struct RuntimeGatesTests {
  @Test(arguments: ["hard_sigmoid", "hard_swish", "silu", "elu", "prelu"])
  func computesWhatTheLayerDoes(_ operation: String) throws {
    let attributes: [String: [String: Attribute]] = [
      "elu": ["alpha": .number(0.5)]
    ]
    let network = try Network.described(
      [5, 4, 3], [LayerDescription(operation: operation, attributes: attributes[operation] ?? [:])]
    ).drawn(DrawnState(form: .dense))
    let input = Tensor.normal([4, 5, 4, 3], seed: 5).map { 10 * $0 }
    let outputs = try CSource(PackedModel(encoding: network)).outputs(
      of: input.values, toolchain: .gcc)
    #expect(relativeError(outputs, network.forward(input).values) < 1e-5)
  }
}
