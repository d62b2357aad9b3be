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

  @Test func logitsAreWhatTheSoftmaxReads() throws {
    let x = Tensor(shape: [1, 3], values: [1, -2, 0.5])
    let whole = try network([ReLU(), Softmax()])
    #expect(whole.givingLogits.forward(x).values == [1, 0, 0.5])
    #expect(try network([ReLU()]).givingLogits.forward(x).values == [1, 0, 0.5])
  }
}
