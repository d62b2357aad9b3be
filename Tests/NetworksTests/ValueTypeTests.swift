import Networks
import Tensors
import Testing

struct ValueTypeTests {
  @Test func examplesHaveAnOpenBatchInFront() {
    let type = ValueType.examples([1, 28, 28])
    #expect(type.description == "float32 [batch, 1, 28, 28]")
    #expect(type.exampleShape == [1, 28, 28] && type.isExamples)
  }

  @Test func aBatchMayBeFixedAndOtherExtentsOpen() {
    let fixed = ValueType(.float32, [.fixed(4), .fixed(3)])
    #expect(fixed.exampleShape == [3] && !fixed.isExamples)
    let open = ValueType(.float32, [.batch, .open("height"), .fixed(3)])
    #expect(open.exampleShape == nil && !open.isExamples)
    #expect(ValueType(.float32, []).exampleShape == nil)
    #expect(!ValueType(.int64, [.batch, .fixed(3)]).isExamples)
  }

  @Test func openExtentsAreBoundByName() {
    let type = ValueType(.int64, [.batch, .open("length"), .fixed(3)])
    #expect(type.bound(to: ["length": 7]) == ValueType(.int64, [.batch, .fixed(7), .fixed(3)]))
    #expect(type.bound(to: ["width": 7]) == type)
  }

  @Test func tensorsAreTakenByTypeAndExtents() {
    let type = ValueType(.int32, [.batch, .fixed(2)])
    func tensor(_ shape: [Int]) -> TypedTensor {
      TypedTensor(shape: shape, .int32([Int32](repeating: 0, count: shape.reduce(1, *))))
    }
    #expect(type.takes(tensor([5, 2])) && type.takes(tensor([0, 2])))
    #expect(!type.takes(tensor([5, 3])) && !type.takes(tensor([2])))
    #expect(!type.takes(TypedTensor(Tensor(zeros: [5, 2]))))
  }
}
