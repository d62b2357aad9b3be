import Networks
import Tensors
import Testing
import Training

@Suite struct GradientPiecesTests {
  private static func dense(_ outputs: Int, _ inputs: Int) -> Dense {
    Dense(
      weights: .dense(Tensor(zeros: [outputs, inputs])),
      bias: .float32([Float](repeating: 0, count: outputs)))
  }

  /// 4-5-3-2: weights of 20, 15 and 6 numbers and 5, 3 and 2 biases, at nodes 0, 2 and 3.
  @Test func piecesGoFromTheBackAndHaveTheSizeAskedFor() throws {
    let network = try Network(
      inputShape: [4], chain: [Self.dense(5, 4), ReLU(), Self.dense(3, 5), Self.dense(2, 3)])
    func pieces(_ floats: Int) -> [[(Int, Bool)]] {
      GradientPieces(network, floats: floats).pieces.map { $0.parts.map { ($0.place, $0.isBias) } }
    }
    func text(_ floats: Int) -> String {
      pieces(floats).map { $0.map { "\($0)\($1 ? "b" : "w")" }.joined(separator: " ") }
        .joined(separator: ", ")
    }
    #expect(text(1) == "2w, 2b, 1w, 1b, 0w, 0b")
    #expect(text(15) == "1w, 0w, 2w 2b 1b 0b", "the small ones are gathered until node 0")
    #expect(text(21) == "2w 2b 1w, 1b 0w, 0b")
    #expect(text(1000) == "2w 2b 1w 1b 0w 0b")
    #expect(GradientPieces(network, floats: 15).pieces.map(\.node) == [2, 0, 0])
  }

  @Test func aNetworkWithoutParametersHasNoPieces() throws {
    #expect(GradientPieces(try Network(inputShape: [4], chain: [ReLU()])).pieces == [])
  }
}
