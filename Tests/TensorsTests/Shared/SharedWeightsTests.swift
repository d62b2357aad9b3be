import Tensors
import Testing

struct SharedWeightsTests {
  /// Figure 3 of the paper: a 4x4 matrix of cluster indices and the centroids -1, 0, 1.5, 2.
  @Test func denseLooksUpEveryCode() {
    let shared = SharedWeights(
      mask: Mask(full: [4, 4]), codes: [3, 0, 2, 1, 1, 1, 0, 3, 0, 3, 1, 0, 3, 1, 2, 2],
      codebook: Codebook(centroids: [-1, 0, 1.5, 2], precision: .float32), bits: 2)
    #expect(
      shared.dense().values == [2, -1, 1.5, 0, 0, 0, -1, 2, -1, 2, 0, -1, 2, 0, 1.5, 1.5])
  }

  @Test func codesBelongToTheSurvivorsInOrder() {
    let shared = SharedWeights(
      mask: Mask(shape: [2, 3], isKept: [false, true, false, true, true, false]), codes: [1, 0, 1],
      codebook: Codebook(centroids: [-5, 7], precision: .float16), bits: 1)
    #expect(shared.dense() == Tensor(shape: [2, 3], values: [0, 7, 0, -5, 7, 0]))
  }
}
