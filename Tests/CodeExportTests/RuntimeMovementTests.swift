import CodeExport
import CompressedModels
import Networks
import Tensors
import TestSupport
import Testing

/// Layers that move values in exported C. Inputs of a normal distribution, tenfold, reach both ends
/// of every function.
struct RuntimeMovementTests {
  @Test(arguments: ["transpose", "slice", "upsample"])
  func computesWhatTheLayerDoes(_ operation: String) throws {
    let attributes: [String: [String: Attribute]] = [
      "transpose": ["axes": .integers([2, 0, 1])], "upsample": ["factor": .integers([2, 3])],
      "slice": ["begin": .integers([1]), "count": .integers([3])],
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
