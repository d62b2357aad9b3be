import Operators
import Tensors
import Testing

struct RealOperatorTests {
  @Test func halfPrecisionComesBack() throws {
    let half = TypedTensor(shape: [2], [Float16(1), 3])
    #expect(try run("MatMul", [half, half]) == [TypedTensor(shape: [], [Float16(10)])])
  }
}
