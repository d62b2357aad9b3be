import Quantization
import Tensors
import Testing

struct InputMomentsTests {
  /// Vectors (1, 2), (3, 6): means (2, 4), H = [1 2; 2 4].
  @Test func momentsByHand() {
    var moments = InputMoments(depth: 2)
    moments.add([1, 2])
    moments.add([3, 6])
    #expect(moments.count == 2 && moments.mean == [2, 4] && moments.denseMean == [2, 4])
    #expect(moments.covariance.values == [1, 2, 2, 4])
    #expect(moments.crossCovariance == nil)
  }

  /// x = (0), (4) beside x̂ = (1), (3): E[x x̂] - E[x] E[x̂] = 6 - 4.
  @Test func crossMomentsByHand() {
    var moments = InputMoments(depth: 1)
    moments.add([1, 3], dense: [0, 4])
    #expect(moments.mean == [2] && moments.denseMean == [2])
    #expect(moments.covariance.values == [1] && moments.crossCovariance == [2])
  }

  /// Wider than a panel: each entry by its definition.
  @Test func manyColumns() {
    let (samples, depth) = (7, 150)
    var random = RandomSource(seed: 3)
    let values = (0..<samples * depth).map { _ in random.normal() }
    var moments = InputMoments(depth: depth)
    moments.add(values)
    let covariance = moments.covariance
    for (row, column) in [(0, 0), (149, 3), (128, 127), (130, 149)] {
      let (left, right) = (
        (0..<samples).map { Double(values[$0 * depth + row]) },
        (0..<samples).map { Double(values[$0 * depth + column]) }
      )
      let expected =
        zip(left, right).reduce(0) { $0 + $1.0 * $1.1 } / 7
        - left.reduce(0, +) / 7 * right.reduce(0, +) / 7
      #expect(abs(covariance.values[row * depth + column] - expected) < 1e-5)
    }
  }
}
