import CompressedModels
import DeepCompression
import ModelExchange
import Networks
import Quantization
import Tensors
import TestSupport
import Testing

/// What the language makes of it is in CommandsTests.
@Suite struct StreamedModelTests {
  private static func model(_ folder: TemporaryFolder) throws -> StreamedModel {
    var random = RandomSource(seed: 8)
    func drawn(_ shape: [Int]) -> TypedTensor {
      TypedTensor(
        Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map { _ in random.normal() }))
    }
    let bytes = SafetensorsFile.write(["a": drawn([9, 20]), "b": drawn([16]), "c": drawn([6, 4])])
    return StreamedModel(
      try WeightFiles(file: try folder.write(bytes, to: "m.safetensors")))
  }

  private static func written(_ model: StreamedModel, threads: Int) throws -> (
    [UInt8], StreamedModel.Outcome
  ) {
    var bytes: [UInt8] = []
    let outcome = try Parallel.$threads.withValue(threads) {
      try model.write(
        metadata: Metadata(), random: RandomSource(seed: 3), verifies: true
      ) { bytes += $0 }
    }
    return (bytes, outcome)
  }

  @Test func bytesDoNotDependOnThreadsAndEveryLayerIsVerified() throws {
    let folder = try TemporaryFolder()
    var model = try Self.model(folder)
    let plan = SharingPlan(bits: 3, initialization: .forgy)
    (model.sharing, model.blocks) = (["a": plan, "c": plan], ["a": 4])
    model.options = PackingOptions()
    let (one, outcome) = try Self.written(model, threads: 1)
    let (three, _) = try Self.written(model, threads: 3)
    #expect(one == three)
    #expect(outcome.bytes == one.count)
    #expect(outcome.weightCount == 204)
    #expect(outcome.verifiedCount == 3, "blocks of four and five rows, and c")
    let error = try #require(outcome.relativeError)
    #expect(error > 0.05 && error < 0.35, "8 values for some dozens of normal numbers")
  }

  @Test func weightsAreMatrices() throws {
    let folder = try TemporaryFolder()
    #expect(try Self.model(folder).weightNames == ["a", "c"])
  }
}
