import Operators
import Tensors
import Testing

/// Elements of every type are moved alike.
struct TypedTensorMovementTests {
  private let types: [TypedTensor.Elements] = [
    .float32([0, 1, 2, 3]), .float64([0, 1, 2, 3]), .float16([0, 1, 2, 3]), .int8([0, 1, 2, 3]),
    .int16([0, 1, 2, 3]), .int32([0, 1, 2, 3]), .int64([0, 1, 2, 3]), .uint8([0, 1, 2, 3]),
    .uint16([0, 1, 2, 3]), .uint32([0, 1, 2, 3]), .uint64([0, 1, 2, 3]),
  ]

  @Test func everyTypeIsTransposedGatheredPaddedAndJoined() throws {
    for elements in types {
      let matrix = TypedTensor(shape: [2, 2], elements)
      let turned = try run("Transpose", [matrix])[0]
      #expect(turned.type == elements.type && turned.numbers == [0, 2, 1, 3])
      #expect(try run("Gather", [matrix, integers([1])])[0].numbers == [2, 3])
      let padded = try run("Pad", [matrix, integers([0, 1, 0, 0])])[0]
      #expect(padded.type == elements.type && padded.numbers == [0, 0, 1, 0, 2, 3])
      let joined = try run("Concat", [matrix, turned], ["axis": .integer(1)])[0]
      #expect(joined.numbers == [0, 1, 0, 2, 2, 3, 1, 3])
    }
  }

  @Test func booleansAreMovedToo() throws {
    let matrix = booleans([true, true, false, true], [2, 2])
    #expect(try run("Transpose", [matrix]) == [booleans([true, false, true, true], [2, 2])])
    #expect(
      try run("Pad", [booleans([true]), integers([1, 1])]) == [booleans([false, true, false])])
  }
}
