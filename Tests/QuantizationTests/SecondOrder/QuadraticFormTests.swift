import Quantization
import Tensors
import Testing

struct QuadraticFormTests {
  /// Diagonal (1, 4, 1): column 1 first, ties in their order; 1% of the mean, 0.02, on top.
  @Test func columnsWithLargeInputsComeFirst() {
    let form = QuadraticForm(SymmetricMatrix(diagonal: [1, 4, 1]))
    #expect(form.order == [1, 0, 2] && form.depth == 3)
    let diagonal = (0..<3).map { form.hessian.base[$0 * 4] }
    #expect(diagonal == [4.02, 1.02, 1.02])
    // U = diag(1 / √h): each error is its own column's affair.
    #expect(
      (0..<3).allSatisfy {
        abs(form.inverseFactor.base[$0 * 4] - 1 / diagonal[$0].squareRoot()) < 1e-6
      })
    #expect(abs(form.curvature - Double(4.02 * 1.02 * 1.02).cubeRoot) < 1e-6)
    #expect(form.ordered([10, 11, 12, 20, 21, 22]) == [11, 10, 12, 21, 20, 22])
    #expect(form.restored([11, 10, 12, 21, 20, 22]) == [10, 11, 12, 20, 21, 22])
  }

  /// Where nothing before the layer has changed, E[x x̂ᵀ] = E[x̂ x̂ᵀ] and the weights stay.
  @Test func theTargetOfEqualInputsIsTheWeights() {
    let covariance = SymmetricMatrix(extent: 2, values: [2, 1, 1, 3])
    let form = QuadraticForm(covariance)
    #expect(form.target([1, -2], cross: covariance.values, covariance: covariance) == [1, -2])
  }

  /// Inputs that arrive doubled, x̂ = 2 x: H = 4 h, C = 2 h, so that halved weights do the same:
  /// w + w (2h - 4h) / (4h + 1%) = w (1 - 2 / 4.04).
  @Test func theTargetMakesGoodWhatTheInputsBecame() {
    let covariance = SymmetricMatrix(extent: 1, values: [4])
    let target = QuadraticForm(covariance).target([3], cross: [2], covariance: covariance)
    #expect(abs(target[0] - 3 * (1 - 2 / 4.04)) < 1e-5)
  }

  /// No inputs, equal inputs, dependent inputs, numbers that are none: there is always a form.
  @Test(arguments: [
    [0, 0, 0, 0], [1, 1, 1, 1], [1, 1.0000001, 1.0000001, 1], [.nan, 0, 0, 1], [1e-30, 0, 0, 0],
  ])
  func degenerateInputsHaveAForm(values: [Double]) {
    let form = QuadraticForm(SymmetricMatrix(extent: 2, values: values))
    #expect((0..<4).allSatisfy { form.hessian.base[$0].isFinite })
    #expect(form.inverseFactor.base[0].isFinite && form.inverseFactor.base[3] > 0)
  }
}

extension Double {
  fileprivate var cubeRoot: Double {
    var root = self
    for _ in 0..<60 { root -= (root * root * root - self) / (3 * root * root) }
    return root
  }
}
