import Quantization
import Tensors
import Testing

struct RateDistortionTests {
  /// (q - w)ᵀ H (q - w) by hand: differences (1, -1), H = [2 1; 1 3] + 1% of 2.5 -> 2 + 3 - 2 + 2 ·
  /// 0.025.
  @Test func theErrorByHand() {
    let form = QuadraticForm(SymmetricMatrix(extent: 2, values: [3, 1, 1, 2]))
    let problem = RateDistortion([.init(form: form, target: [0, 1])], price: 0)
    #expect(abs(problem.distortion([[1, 0]], [0, 1]) - 3.05) < 1e-5)
    #expect(problem.counts([[1, 0], [1]], of: 3) == [1, 2, 0])
  }

  /// Inputs that have nothing to do with each other: every weight takes what is cheapest for it.
  @Test func independentInputsDecideOneByOne() {
    let form = QuadraticForm(identity: 5)
    let target: [Float] = [0.1, -0.9, 0.4, 2, -0.2, 0.6, 0, 0.5, -1.4, 1]
    let levels = RatedLevels(values: [-1, 0, 1], counts: [1, 6, 1])
    let problem = RateDistortion([.init(form: form, target: target)], price: 0.1)
    let expected = target.map { value -> UInt16 in
      let costs = levels.values.indices.map {
        (levels.values[$0] - value) * (levels.values[$0] - value) + 0.1 * levels.bits[$0]
      }
      return UInt16(costs.indices.min { costs[$0] < costs[$1] } ?? 0)
    }
    #expect(problem.swept(levels) == [expected])
    #expect(problem.descended(levels, from: [[UInt16](repeating: 1, count: 10)]) == [expected])
  }

  /// The best of all 3^5 choices, and no more than a little above it.
  @Test func theSweepIsNearTheBestOfAllChoices() {
    let levels = RatedLevels(values: [-1, 0, 1], counts: [1, 2, 1])
    for seed in 1...8 {
      let problem = SmallProblem.problem(rows: 1, depth: 5, price: 0.05, seed: UInt64(seed))
      var best = Double.infinity
      for number in 0..<243 {
        var rest = number
        let codes = (0..<5).map { _ -> UInt16 in
          defer { rest /= 3 }
          return UInt16(rest % 3)
        }
        best = min(best, SmallProblem.cost(problem, [codes], levels))
      }
      let swept = problem.swept(levels)
      let descended = problem.descended(levels, from: swept)
      #expect(SmallProblem.cost(problem, swept, levels) >= best * 0.999_999)
      #expect(SmallProblem.cost(problem, descended, levels) <= 1.6 * best)
    }
  }

  /// Across borders of blocks of columns and rows; moves of single weights only ever gain.
  @Test func descentNeverCostsMore() {
    let levels = RatedLevels(values: (-8...8).map { Float($0) / 4 }, counts: Array(1...17))
    let problem = SmallProblem.problem(rows: 70, depth: 150, price: 0.02)
    var codes = problem.swept(levels)
    var cost = SmallProblem.cost(problem, codes, levels)
    for _ in 0..<3 {
      codes = problem.descended(levels, from: codes)
      let next = SmallProblem.cost(problem, codes, levels)
      #expect(next <= cost * 1.000_01)
      cost = next
    }
  }

  /// Rounding each weight by itself loses several times as much.
  @Test func theSweepBeatsRounding() {
    let values = (-4...4).map { Float($0) / 2 }
    let levels = RatedLevels(values: values, counts: [Int](repeating: 1, count: 9))
    let problem = SmallProblem.problem(rows: 16, depth: 100, price: 0)
    let rounded = problem.blocks[0].target.map { UInt16(min(8, max(0, (2 * $0).rounded() + 4))) }
    let swept = problem.distortion(problem.swept(levels), values)
    #expect(swept < 0.6 * problem.distortion([rounded], values))
  }

  @Test func prunedWeightsStayZero() {
    let form = QuadraticForm(SmallProblem.covariance(80, seed: 2))
    var random = RandomSource(seed: 4)
    let target = (0..<160).map { _ in random.normal() }
    let isKept = (0..<160).map { $0 % 3 == 0 }
    let problem = RateDistortion([.init(form: form, target: target, isKept: isKept)], price: 0)
    let levels = RatedLevels(values: [-1, 0, 1], counts: [1, 1, 1])
    for codes in [problem.swept(levels), problem.descended(levels, from: problem.swept(levels))] {
      #expect(zip(codes[0], isKept).allSatisfy { $1 || $0 == 1 })
      #expect(codes[0].contains { $0 != 1 })
    }
  }

  @Test func threadsDoNotMatter() {
    let problem = SmallProblem.problem(rows: 200, depth: 70, price: 0.01)
    let levels = RatedLevels(values: (-8...8).map { Float($0) / 4 }, counts: Array(1...17))
    let results = [1, 3].map { threads in
      Parallel.$threads.withValue(threads) {
        let codes = problem.descended(levels, from: problem.swept(levels))
        return (codes, problem.fitted(levels.values, zero: 8, codes: codes))
      }
    }
    #expect(results[0].0 == results[1].0 && results[0].1 == results[1].1)
  }
}
