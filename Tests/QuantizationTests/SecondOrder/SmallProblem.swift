import Quantization
import Tensors

/// Random weights with inputs that hang together.
enum SmallProblem {
  static func covariance(_ depth: Int, seed: UInt64) -> SymmetricMatrix {
    var random = RandomSource(seed: seed)
    var moments = InputMoments(depth: depth)
    for _ in 0..<4 * depth {
      let common = random.normal()
      moments.add((0..<depth).map { _ in random.normal() + 2 * common })
    }
    return moments.covariance
  }

  static func problem(rows: Int, depth: Int, price: Double, seed: UInt64 = 1) -> RateDistortion {
    let form = QuadraticForm(covariance(depth, seed: seed))
    var random = RandomSource(seed: seed + 1)
    let target = (0..<rows * depth).map { _ in random.normal() }
    return RateDistortion([.init(form: form, target: target)], price: price)
  }

  static func cost(
    _ problem: RateDistortion, _ codes: RateDistortion.Codes, _ levels: RatedLevels
  ) -> Double {
    problem.distortion(codes, levels.values)
      + Double(problem.price) * codes.joined().reduce(0) { $0 + Double(levels.bits[Int($1)]) }
  }
}
