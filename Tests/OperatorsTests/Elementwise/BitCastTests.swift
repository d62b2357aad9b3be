import Operators
import Tensors
import Testing

struct BitCastTests {
  @Test func bitsStay() throws {
    let bits = try run("BitCast", [floats([1, -2])], ["to": .integer(12)])
    #expect(bits == [TypedTensor(shape: [2], [0x3F80_0000, 0xC000_0000] as [UInt32])])
    #expect(try run("BitCast", bits, ["to": .integer(1)]) == [floats([1, -2])])
    let bytes = TypedTensor(shape: [3], [0, 1, 7] as [UInt8])
    #expect(try run("BitCast", [bytes], ["to": .integer(9)]) == [booleans([false, true, true])])
  }

  @Test func widthsAreEqual() {
    #expect(throws: OperatorError("float32 and int64 have different widths")) {
      try run("BitCast", [floats([1])], ["to": .integer(7)])
    }
  }
}
