import Operators
import Tensors
import TestSupport
import Testing

struct RealElementTests {
  private let values = [-1.5, 0.0, 0.25, 2.0]

  /// Every function of both widths: eˣ and its sum's logarithm, powers, the hyperbolic tangent.
  @Test(arguments: ["Softmax", "LogSoftmax"])
  func bothWidthsAgree(name: String) throws {
    let narrow = try run(name, [floats(values.map { Float($0) })])[0]
    let wide = try run(name, [TypedTensor(shape: [4], values)])[0]
    #expect(narrow.type == .float32 && wide.type == .float64)
    #expect(relativeError(narrow.numbers, wide.numbers) < 1e-6)
  }

  /// One row against a transposed matrix, as recurrent layers and classifiers multiply.
  @Test func oneVectorIsAProductToo() throws {
    let matrix = counted([3, 4])
    let inputs = [floats([1, 2, 3, 4], [1, 4]), matrix, floats([100, 200, 300])]
    let result = try run("Gemm", inputs, ["transB": .integer(1)])
    #expect(result == [floats([120, 260, 400], [1, 3])])
  }
}
