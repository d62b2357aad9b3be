import Operators
import Tensors
import Testing

struct MatrixFactorTests {
  /// Large enough for several threads; each element is Σ k · 1 over 64 columns.
  @Test(arguments: [[1, 256], [256, 1], [200, 200]])
  func panelsMakeTheWholeProduct(extents: [Int]) throws {
    let (m, n, k) = (extents[0], extents[1], 2048)
    let row = (0..<k).map { Float($0 % 64) }
    let left = floats((0..<m).flatMap { _ in row }, [m, k])
    let right = floats([Float](repeating: 1, count: k * n), [k, n])
    let result = try run("MatMul", [left, right])[0]
    #expect(result.numbers.allSatisfy { $0 == 2016 * 32 } && result.shape == [m, n])
  }

  @Test func doublesAndFloatsAgree() throws {
    let (left, right) = (counted([3, 5]), counted([5, 4]))
    let doubles = [left, right].map { TypedTensor(shape: $0.shape, $0.numbers) }
    #expect(try run("MatMul", [left, right])[0].numbers == run("MatMul", doubles)[0].numbers)
  }
}
