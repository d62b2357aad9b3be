import Networks
import Tensors
import Testing

struct MeanSquaresTests {
  private let outputs = Tensor(shape: [2, 2], values: [1, 2, 3, 4])
  private let targets = Tensor(shape: [2, 2], values: [1, 0, 0, 4])

  /// (0 + 4 + 9 + 0) / 4, and 2 (y - t) / 4: what torch.nn.MSELoss gives.
  @Test func theMeanGoesOverAllNumbers() {
    let (loss, gradient) = MeanSquares.lossAndGradient(outputs, targets: targets)
    #expect(loss == 3.25)
    #expect(gradient.values == [0, 1, 1.5, 0])
  }

  /// A quarter towards a teacher who says zeros: (1 + 4 + 9 + 16) / 4 = 7.5.
  @Test func aTeacherPullsByItsShare() {
    let (loss, gradient) = MeanSquares.lossAndGradient(
      outputs, targets: targets, teacher: Tensor(zeros: [2, 2]), weight: 0.25)
    #expect(loss == 0.75 * 3.25 + 0.25 * 7.5)
    #expect(gradient.values == [0.125, 1, 1.5, 0.5])
  }
}
