import Quantization
import Tensors
import Testing

struct CentroidFitTests {
  /// Inputs that have nothing to do with each other: a level moves to the mean of its weights, but
  /// for the ridge of a thousandth.
  @Test func levelsBecomeMeans() {
    let problem = RateDistortion(
      [.init(form: QuadraticForm(identity: 4), target: [1, 2, 0.25, -3])], price: 0)
    let fitted = problem.fitted([-2, 0, 1], zero: 1, codes: [[2, 2, 1, 0]])
    #expect(abs(fitted[2] - (1 + 0.5 / 1.001)) < 1e-5)
    #expect(abs(fitted[0] - (-2 - 1 / 1.001)) < 1e-5)
    #expect(fitted[1] == 0)
  }

  /// The error falls, and a further fit finds next to nothing.
  @Test func theErrorFalls() {
    let values = (-4...4).map { Float($0) / 2 }
    let problem = SmallProblem.problem(rows: 60, depth: 90, price: 0)
    let codes = problem.swept(RatedLevels(values: values, counts: [Int](repeating: 1, count: 9)))
    let first = problem.distortion(codes, values)
    let fitted = problem.fitted(values, zero: 4, codes: codes)
    let second = problem.distortion(codes, fitted)
    let third = problem.distortion(codes, problem.fitted(fitted, zero: 4, codes: codes))
    #expect(second < first && third <= second * 1.000_01 && third > 0.99 * second)
  }

  /// Codes 1 and -1 for 2 and -3: (2 + 3) / 2. Zeros have no factor.
  @Test func bestScaleByHand() {
    let problem = RateDistortion(
      [.init(form: QuadraticForm(identity: 3), target: [2, -3, 0.5])], price: 0)
    #expect(abs(problem.bestScale(of: [-1, 0, 1], codes: [[2, 0, 1]]) - 2.5) < 1e-5)
    #expect(problem.bestScale(of: [-1, 0, 1], codes: [[1, 1, 1]]) == 1)
  }

  @Test func levelsThatNothingHasStay() {
    let problem = RateDistortion(
      [.init(form: QuadraticForm(identity: 2), target: [1, 1])], price: 0)
    #expect(problem.fitted([-5, 0, 2], zero: 1, codes: [[2, 2]])[0] == -5)
  }
}
