import Networks
import Pruning
import Tensors
import Testing

/// Rows and columns of weights in every state, seen through the removal of a unit: unit 1 of 3 is
/// the weakest.
struct WeightsUnitsTests {
  /// fc1 has the rows (1 2), (0 0), (3 4); fc2 reads the columns 5, 6, 7.
  private func network(_ first: Weights) throws -> Network {
    try Network(
      inputShape: [2],
      chain: [
        Dense(weights: first, bias: .integers(bits: 5, scale: 2, multiples: [1, -3, 15])), ReLU(),
        Dense(weights: .dense(Tensor(shape: [1, 3], values: [5, 6, 7])), bias: nil),
      ])
  }

  private static let rows = Tensor(shape: [3, 2], values: [1, 2, 0, 0, 3, 4])
  private static let kept = Tensor(shape: [2, 2], values: [1, 2, 3, 4])

  @Test func denseRowsGo() throws {
    let narrow = try network(.dense(Self.rows)).keepingStrongestUnits(["fc1": 2])
    #expect(narrow.parameter("fc1")?.weights == .dense(Self.kept))
    #expect(
      narrow.parameter("fc1")?.bias == .integers(bits: 5, scale: 2, multiples: [1, 15]))
    #expect(
      narrow.parameter("fc2")?.weights == .dense(Tensor(shape: [1, 2], values: [5, 7])))
  }

  @Test func prunedRowsKeepTheirMasks() throws {
    let mask = Mask(shape: [3, 2], isKept: [true, true, true, false, false, true])
    let pruned = Weights.pruned(PrunedWeights(values: Self.rows, mask: mask))
    let narrow = try network(pruned).keepingStrongestUnits(["fc1": 2])
    let expected = Mask(shape: [2, 2], isKept: [true, true, false, true])
    #expect(
      narrow.parameter("fc1")?.weights
        == .pruned(
          PrunedWeights(values: Tensor(shape: [2, 2], values: [1, 2, 0, 4]), mask: expected)))
  }

  @Test func sharedRowsKeepTheirCodes() throws {
    let mask = Mask(shape: [3, 2], isKept: [true, true, false, true, true, true])
    let codebook = Codebook(centroids: [0, 1, 3], precision: .float16)
    let shared = SharedWeights(mask: mask, codes: [1, 2, 0, 2, 1], codebook: codebook, bits: 2)
    let narrow = try network(.shared(shared)).keepingStrongestUnits(["fc1": 2])
    #expect(
      narrow.parameter("fc1")?.weights
        == .shared(
          SharedWeights(
            mask: Mask(full: [2, 2]), codes: [1, 2, 2, 1], codebook: codebook, bits: 2)))
  }
}
