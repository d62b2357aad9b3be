import CodeExport
import CompressedModels
import Datasets
import Foundation
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Han's own compressed SqueezeNet as C: fire modules, pools that round up, a convolution with
/// padding at the end.
struct ExportedSqueezeNetTests {
  private static let file = "compressed_SqueezeNet.net"
  private static let description = "SqueezeNet_deploy.prototxt"

  @Test(
    .enabled(
      if: givenModel(file) != nil && givenModel(description) != nil,
      "needs \(file) and \(description)"))
  func theAuthorsFileGivesTheSameScores() throws {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: givenModel(Self.file) ?? "")))
    let text = try String(contentsOfFile: givenModel(Self.description) ?? "", encoding: .utf8)
    let network = try NetFile(bytes).network(CaffeNetwork(text))
    let packed = try PackedModel(encoding: network)
    let source = try CSource(packed)
    #expect(source.weightBytes < packed.bytes + 20_000)
    let count = network.inputShape.reduce(1, *)
    let pixels = Tensor.sines(count, step: 0.001).map { 100 * $0 }
    let expected = network.forward(Tensor(shape: [1] + network.inputShape, values: pixels)).values
    let outputs = try source.outputs(of: pixels, toolchain: .gcc)
    #expect(outputs.count == 1000 && relativeError(outputs, expected) < 1e-4)
  }
}
