import Glibc
import Networks
import Tensors
import TestSupport
import Testing

/// Expected numbers:
/// ```python
/// z = array([[1, 2, -1], [0.5, 0.5, 3]]); y = [1, 0]
/// L = -scipy.special.log_softmax(z, 1)[[0, 1], y].mean(); g = (softmax(z, 1) - eye(3)[y]) / 2
/// t = array([[2, 0, 0.5], [-1, 1, 1]]); w = 0.75; T = 2
/// S = softmax(z / T, 1); Q = softmax(t / T, 1); kl = (Q * (log(Q) - log(S))).sum(1).mean()
/// print(L, g, (1 - w) * L + w * T * T * kl, (1 - w) * g + w * T * (S - Q) / 2)
/// ```
struct SoftmaxCrossEntropyTests {
  private let logits = Tensor(shape: [2, 3], values: [1, 2, -1, 0.5, 0.5, 3])
  private let teacher = Tensor(shape: [2, 3], values: [2, 0, 0.5, -1, 1, 1])
  private let labels: [Int32] = [1, 0]
  /// A few roundings of 2^-24.
  private let budget = 1e-6

  @Test func lossAndGradientAreSciPys() {
    let (loss, gradient) = SoftmaxCrossEntropy.lossAndGradient(logits, labels: labels)
    #expect(abs(loss - 1.5005103005796607) < budget)
    let expected = [
      0.12974823017120957, -0.1473077436508794, 0.017559513479669865, -0.46474526966939744,
      0.03525473033060253,
      0.4294905393387949,
    ]
    #expect(relativeError(gradient.values, expected) < budget)
  }

  /// What SqueezeNet gives: [N, classes, 1, 1].
  @Test func imagesOfOnePixelAreLogits() {
    let images = logits.reshaped([2, 3, 1, 1])
    let (loss, gradient) = SoftmaxCrossEntropy.lossAndGradient(logits, labels: labels)
    let (imageLoss, imageGradient) = SoftmaxCrossEntropy.lossAndGradient(images, labels: labels)
    #expect(
      imageLoss == loss && imageGradient.values == gradient.values
        && imageGradient.shape == [2, 3, 1, 1])
  }

  @Test func distillationIsSciPys() {
    let (loss, gradient) = SoftmaxCrossEntropy.lossAndGradient(
      logits, labels: labels, teacher: teacher, weight: 0.75, temperature: 2)
    #expect(abs(loss - 0.9995421717462831) < budget)
    let expected = [
      -0.12649293091393615, 0.22315428996576953, -0.09666135905183335, -0.09610463173144349,
      -0.1713219277973594,
      0.2674265595288029,
    ]
    #expect(relativeError(gradient.values, expected) < budget)
  }

  /// softmax([1, 2, 3]) and softmax([0.5, 1, 1.5]).
  @Test func temperatureFlattens() {
    let row = Tensor(shape: [1, 3], values: [1, 2, 3])
    let cold = SoftmaxCrossEntropy.probabilities(row)
    let warm = SoftmaxCrossEntropy.probabilities(row, temperature: 2)
    #expect(relativeError(cold.values, [0.09003057, 0.24472847, 0.66524096]) < budget)
    #expect(relativeError(warm.values, [0.18632372, 0.30719589, 0.50648039]) < budget)
  }

  @Test func hugeLogitsDoNotOverflow() {
    let huge = Tensor(shape: [1, 3], values: [1e30, -1e30, 1e30])
    #expect(SoftmaxCrossEntropy.probabilities(huge).values == [0.5, 0, 0.5])
    #expect(SoftmaxCrossEntropy.lossAndGradient(huge, labels: [1]).loss.isFinite)
  }

  @Test(arguments: [Float.nan, .infinity])
  func logitsThatAreNotNumbersShowInTheLoss(bad: Float) {
    let logits = Tensor(shape: [1, 3], values: [0, bad, 1])
    #expect(SoftmaxCrossEntropy.lossAndGradient(logits, labels: [0]).loss.isNaN)
  }

  /// k equal logits: the loss is log k.
  @Test func anUndecidedNetworkLosesLogOfTheClasses() {
    let loss = SoftmaxCrossEntropy.lossAndGradient(Tensor(zeros: [4, 10]), labels: [0, 3, 9, 9])
      .loss
    #expect(abs(loss - 2.302585092994046) < budget)
  }

  @Test func gradientsAreCentralDifferences() {
    let logits = Tensor.normal([5, 7], seed: 1)
    let teacher = Tensor.normal([5, 7], seed: 2)
    let labels: [Int32] = [0, 6, 3, 3, 1]
    /// log softmax(z / T) of row `row`, in Double.
    func logProbabilities(_ z: [Double], _ row: Int, _ t: Double) -> [Double] {
      let scaled = z[row * 7..<(row + 1) * 7].map { $0 / t }
      let sum = scaled.reduce(0) { $0 + exp($1) }
      return scaled.map { $0 - log(sum) }
    }
    let expected = centralDifferences(at: logits.doubles) { z in
      (0..<5).reduce(0) { sum, row in
        let own = -logProbabilities(z, row, 1)[Int(labels[row])]
        let target = logProbabilities(teacher.doubles, row, 3)
        let student = logProbabilities(z, row, 3)
        let divergence = zip(target, student).reduce(0) { $0 + exp($1.0) * ($1.0 - $1.1) }
        return sum + (0.1 * own + 0.9 * 9 * divergence) / 5
      }
    }
    let gradient = SoftmaxCrossEntropy.lossAndGradient(
      logits, labels: labels, teacher: teacher, weight: 0.9, temperature: 3
    ).gradient
    #expect(relativeError(gradient.values, expected) < gradientBudget)
  }
}
