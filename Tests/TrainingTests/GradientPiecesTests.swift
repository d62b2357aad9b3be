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

  /// 4-5-3-2: 25, 18 and 8 numbers, at nodes 0, 2 and 3. From the back: 8, then 18, which makes
  /// 26, then 25.
  @Test func piecesGoFromTheBackAndHaveTheSizeAskedFor() throws {
    let network = try Network(
      inputShape: [4], chain: [Self.dense(5, 4), ReLU(), Self.dense(3, 5), Self.dense(2, 3)])
    func pieces(_ floats: Int) -> [GradientPieces.Piece] {
      GradientPieces(network, floats: floats).pieces
    }
    #expect(pieces(1).map(\.places) == [[2], [1], [0]])
    #expect(pieces(1).map(\.node) == [3, 2, 0])
    #expect(pieces(20).map(\.places) == [[2, 1], [0]])
    #expect(pieces(20).map(\.node) == [2, 0])
    #expect(pieces(1000).map(\.places) == [[2, 1, 0]])
  }

  @Test func aNetworkWithoutParametersHasNoPieces() throws {
    #expect(GradientPieces(try Network(inputShape: [4], chain: [ReLU()])).pieces == [])
  }
}
