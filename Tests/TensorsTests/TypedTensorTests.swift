import Tensors
import Testing

struct TypedTensorTests {
  @Test func floatsGoThereAndBack() {
    let tensor = Tensor(shape: [2, 2], values: [1, -2, 0.5, .infinity])
    let typed = TypedTensor(tensor)
    #expect(typed.type == .float32 && typed.shape == [2, 2] && typed.count == 4)
    #expect(typed.tensor == tensor && typed.integers == nil)
  }

  @Test(
    arguments: [
      (.int32([-1, 2]), .int32, [-1, 2]), (.int64([1 << 40, 0]), .int64, [1 << 40, 0]),
      (.uint8([255, 3]), .uint8, [255, 3]), (.bool([true, false]), .bool, [1, 0]),
    ] as [(TypedTensor.Elements, ElementType, [Int])])
  func wholeNumbersAreNoFloats(elements: TypedTensor.Elements, type: ElementType, expected: [Int]) {
    let tensor = TypedTensor(shape: [2], elements)
    #expect(tensor.type == type && tensor.count == 2)
    #expect(tensor.integers == expected && tensor.tensor == nil)
  }

  @Test func equalNumbersOfOtherTypesAreOtherTensors() {
    #expect(TypedTensor(shape: [1], .int32([1])) != TypedTensor(shape: [1], .int64([1])))
    #expect(TypedTensor(shape: [1], .int32([1])) != TypedTensor(shape: [], .int32([1])))
  }
}
