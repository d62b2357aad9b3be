import CodeExport
import CompressedModels
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// A graph of operators as C, beside the operators themselves.
struct ExportedGraph {
  let network: Network
  let source: CSource

  struct NoFiles: Error {}

  init(_ model: ONNXModel, change: (Network) throws -> Network = { $0 }) throws {
    network = try change(try ONNXFile.read(model.bytes) { _ in throw NoFiles() })
    source = try CSource(PackedModel(encoding: network))
  }

  /// Largest difference of any output, relative to the largest number of all.
  func error(_ inputs: [Tensor], toolchain: CToolchain = .gcc) throws -> Double {
    let text = try CProgram(files: source.files, toolchain: toolchain).run(
      inputs.flatMap(\.values).bytes)
    let found = String(decoding: text, as: UTF8.self).split(whereSeparator: \.isNewline)
      .compactMap { Float($0) }
    let expected = try network.evaluated(inputs.map { TypedTensor($0) }).flatMap {
      $0.numbers.map { Float($0) }
    }
    #expect(found.count == expected.count)
    return relativeError(found, expected)
  }
}
