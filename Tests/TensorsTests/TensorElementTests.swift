import Tensors
import Testing

struct TensorElementTests {
  @Test func numbersAreTruncatedAndKeptWithin64Bits() {
    #expect(Float(-2.9).wholeNumber == -2 && Double.nan.wholeNumber == 0)
    #expect(Float.infinity.wholeNumber == .max && (-Double.infinity).wholeNumber == .min)
    #expect(UInt64.max.wholeNumber == .max && true.wholeNumber == 1)
    #expect(Float16(0.5).number == 0.5 && Int8(-3).number == -3 && false.number == 0)
  }

  @Test func arraysFindTheirTypes() {
    let tensor = TypedTensor(shape: [2], [UInt16](arrayLiteral: 1, 65535))
    #expect(tensor.type == .uint16)
    #expect(tensor.elements(as: UInt16.self) == [1, 65535])
    #expect(tensor.elements(as: Int16.self) == nil)
    #expect(tensor.numbers == [1, 65535])
  }
}
