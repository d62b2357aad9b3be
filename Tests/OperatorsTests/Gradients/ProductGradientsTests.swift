import Operators
import Tensors
import Testing

struct ProductGradientsTests {
  @Test(arguments: [
    ([2, 3], [3, 4]), ([5, 2, 3], [3, 4]), ([5, 2, 3], [5, 3, 4]), ([2, 1, 2, 3], [5, 3, 4]),
    ([3], [3, 4]), ([2, 3], [3]), ([3], [3]), ([5, 2, 3], [3]),
  ])
  func stacksOfMatrices(left: [Int], right: [Int]) throws {
    try expectGradients("MatMul", [waves(left), waves(right, 0.4, 0.9)])
  }

  @Test(arguments: [false, true], [false, true])
  func matricesTransposedOrNot(left: Bool, right: Bool) throws {
    let (a, b) = (left ? [3, 2] : [2, 3], right ? [4, 3] : [3, 4])
    let settings: [String: OperatorNode.Attribute] = [
      "transA": .integer(left ? 1 : 0), "transB": .integer(right ? 1 : 0), "alpha": .number(0.5),
      "beta": .number(2),
    ]
    for c in [[4], [2, 1], [2, 4]] {
      try expectGradients("Gemm", [waves(a), waves(b, 0.4, 0.9), waves(c, 0.2)], settings)
    }
    try expectGradients("Gemm", [waves(a), waves(b, 0.4, 0.9)], settings)
  }
}
