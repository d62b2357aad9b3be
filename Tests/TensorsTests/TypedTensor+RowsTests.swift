import Tensors
import Testing

struct TypedTensorRowsTests {
  @Test func rowsStandOneBehindTheOther() {
    let parts = [
      TypedTensor(shape: [1, 2], .int32([1, 2])), TypedTensor(shape: [0, 2], .int32([])),
      TypedTensor(shape: [2, 2], .int32([3, 4, 5, 6])),
    ]
    #expect(
      TypedTensor(rowsOf: parts) == TypedTensor(shape: [3, 2], .int32([1, 2, 3, 4, 5, 6])))
  }

  @Test func rowsAreChosen() {
    let tensor = TypedTensor(shape: [3, 2], .int32([1, 2, 3, 4, 5, 6]))
    #expect(tensor.rows(1..<3) == TypedTensor(shape: [2, 2], .int32([3, 4, 5, 6])))
    #expect(tensor.rows(0..<0) == TypedTensor(shape: [0, 2], .int32([])))
  }

  @Test(
    arguments: [
      [], [TypedTensor(shape: [], .bool([true]))],
      [TypedTensor(shape: [1, 2], .int32([1, 2])), TypedTensor(shape: [1, 1], .int32([1]))],
      [TypedTensor(shape: [1], .int32([1])), TypedTensor(shape: [1], .int64([1]))],
    ] as [[TypedTensor]]) func whatDoesNotFitGivesNothing(_ parts: [TypedTensor])
  {
    #expect(TypedTensor(rowsOf: parts) == nil)
  }
}
