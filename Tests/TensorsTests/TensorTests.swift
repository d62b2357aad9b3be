import Tensors
import Testing

struct TensorTests {
  @Test func aScalarHasOneElement() {
    #expect(Tensor(zeros: []).count == 1)
    #expect(Tensor(zeros: [2, 0, 3]).count == 0)
  }

  @Test func copiesAreValues() {
    let original = Tensor(shape: [2], values: [1, 2])
    var copy = original
    copy.values[0] = 9
    #expect(original.values == [1, 2])
    #expect(copy.values == [9, 2])
  }

  @Test func reshapingKeepsTheOrderOfValues() {
    let tensor = Tensor(shape: [2, 3], values: [1, 2, 3, 4, 5, 6]).reshaped([3, 2])
    #expect(tensor == Tensor(shape: [3, 2], values: [1, 2, 3, 4, 5, 6]))
    #expect(tensor != Tensor(shape: [6], values: [1, 2, 3, 4, 5, 6]))
  }
}
