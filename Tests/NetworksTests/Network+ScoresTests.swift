import Networks
import Tensors
import Testing

struct NetworkScoresTests {
  private func network(_ layers: [any Layer]) throws -> Network {
    try Network(inputShape: [3], chain: layers)
  }

  @Test func networksSayWhatTheyGive() throws {
    #expect(try network([ReLU()]).scores == .logits)
    #expect(try network([ReLU(), Softmax()]).scores == .probabilities)
    #expect(try network([Softmax(), Flatten()]).scores == .probabilities)
    // Behind anything else a softmax says nothing about the output.
    #expect(try network([Softmax(), ReLU()]).scores == .logits)
  }

  /// A feature map is no vector, one of 1 x 1 pixels is.
  @Test func mapsAreNoVectors() throws {
    func gives(_ shape: [Int]) throws -> Bool {
      try Network(inputShape: shape, chain: [ReLU()]).givesVector
    }
    #expect(try gives([3]) && gives([3, 1, 1]) && gives([1]))
    #expect(try !gives([3, 2, 1]) && !gives([2, 4]))
  }

  @Test func logitsAreWhatTheSoftmaxReads() throws {
    let x = Tensor(shape: [1, 3], values: [1, -2, 0.5])
    let whole = try network([ReLU(), Softmax()])
    #expect(whole.givingLogits.forward(x).values == [1, 0, 0.5])
    #expect(try network([ReLU()]).givingLogits.forward(x).values == [1, 0, 0.5])
  }
}
