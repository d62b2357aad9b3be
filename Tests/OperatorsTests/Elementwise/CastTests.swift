import Operators
import Tensors
import Testing

struct CastTests {
  private func cast(_ input: TypedTensor, _ code: Int) throws -> TypedTensor {
    try run("Cast", [input], ["to": .integer(code)])[0]
  }

  @Test func floatsAreTruncatedAndKeptInRange() throws {
    let input = floats([1.9, -1.9, 300, -300, .nan, .infinity])
    #expect(try cast(input, 3) == TypedTensor(shape: [6], [1, -1, 127, -128, 0, 127] as [Int8]))
    #expect(try cast(input, 2) == TypedTensor(shape: [6], [1, 0, 255, 0, 0, 255] as [UInt8]))
    #expect(try cast(input, 7).integers == [1, -1, 300, -300, 0, .max])
  }

  @Test func wholeNumbersLoseUpperBits() throws {
    #expect(try cast(integers([-1, 257]), 2) == TypedTensor(shape: [2], [255, 1] as [UInt8]))
    let large = TypedTensor(shape: [1], [UInt64.max - 1])
    #expect(try cast(large, 7) == integers([-2]))
    #expect(try cast(large, 12) == TypedTensor(shape: [1], [UInt32.max - 1]))
  }

  @Test func whatIsNotZeroIsTrue() throws {
    #expect(try cast(floats([0, -0.1, .nan]), 9) == booleans([false, true, true]))
    #expect(try cast(booleans([true, false]), 1) == floats([1, 0]))
  }

  /// 1 + 2^-11 lies between two 16-bit floats: the even one is taken; 65520 is beyond all.
  @Test func smallFloatsAreRounded() throws {
    let result = try cast(floats([1.000_488_28, 65_520]), 10)
    #expect(result == TypedTensor(shape: [2], [1, .infinity] as [Float16]))
  }

  @Test func likeAnotherTensor() throws {
    #expect(try run("CastLike", [floats([2.5]), integers([])]) == [integers([2])])
    #expect(throws: OperatorError("'to' is missing")) { try run("Cast", [floats([1])]) }
  }
}
