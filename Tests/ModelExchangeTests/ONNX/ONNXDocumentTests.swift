import ModelExchange
import Networks
import TestSupport
import Testing

/// What a skeleton is: seen from outside, through `NetworkOrigin`.
struct ONNXDocumentTests {
  private struct Missing: Error {}

  private var origin: NetworkOrigin {
    get throws {
      let network = try ONNXFile.read(ONNXModel.branching.bytes) { _ in throw Missing() }
      return try #require(network.origin)
    }
  }

  @Test func parametersAreInTheOrderOfTheFile() throws {
    let parameters = try origin.parameters()
    // Nodes come before initializers in these files, so branches come first.
    #expect(parameters.map(\.name) == ["choice/then_branch/v", "f", "w", "table", "shift"])
    #expect(parameters.map(\.shape) == [[8, 16], [4, 8], [8, 8], [16, 4], [16]])
    #expect(parameters.map(\.role) == [.weights, .weights, .weights, .weights, .scales])
    #expect(parameters.map(\.byteCount) == [512, 128, 256, 256, 64])
  }

  /// The numbers are gone, all else is there: names, small constants.
  @Test func skeletonsAreSmall() throws {
    let full = ONNXModel.branching.bytes.count
    let skeleton = try origin.skeleton.count
    #expect((full - 1250...full - 1216).contains(skeleton))
  }

  @Test func skeletonsFromElsewhereAreChecked() throws {
    let skeleton = try origin.skeleton
    #expect(try NetworkOrigin(checking: skeleton) == origin)
    for length in stride(from: 1, to: skeleton.count, by: 17) {
      #expect(throws: ModelExchangeError.self) {
        _ = try NetworkOrigin(checking: Array(skeleton[..<length])).network([])
      }
    }
  }

  @Test func numbersGoThereAndBackInEveryType() throws {
    for parameter in try origin.parameters() {
      let values = (0..<parameter.count).map { Float($0) - 4 }
      #expect(parameter.values(parameter.bytes(values)[...]) == values)
    }
  }
}
