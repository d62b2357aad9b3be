import Operators
import Tensors
import Testing

/// Which types operators take.
struct NumberVisitorTests {
  private let all: [TypedTensor.Elements] = [
    .float32([4]), .float64([4]), .float16([4]), .int8([4]), .int16([4]), .int32([4]), .int64([4]),
    .uint8([4]), .uint16([4]), .uint32([4]), .uint64([4]),
  ]

  @Test func numbersOfEveryTypeAreAdded() throws {
    for elements in all {
      let four = TypedTensor(shape: [1], elements)
      let eight = try run("Add", [four, four])[0]
      #expect(eight.type == elements.type && eight.numbers == [8])
    }
  }

  @Test func booleansAreNoNumbers() {
    #expect(throws: OperatorError("takes numbers, not bool")) {
      try run("Add", [booleans([true]), booleans([true])])
    }
  }

  @Test func someTakeFloatsOnlyAndSomeWholeNumbers() throws {
    for elements in all {
      let four = TypedTensor(shape: [1], elements)
      if elements.type.isFloat {
        #expect(try run("Sqrt", [four])[0].numbers == [2])
        #expect(throws: OperatorError("takes whole numbers, not \(elements.type)")) {
          try run("BitwiseAnd", [four, four])
        }
      } else {
        #expect(try run("BitwiseAnd", [four, four]) == [four])
        #expect(throws: OperatorError("takes floats, not \(elements.type)")) {
          try run("Sqrt", [four])
        }
      }
    }
  }

  @Test func twoTypesAreNotMixed() {
    #expect(throws: OperatorError("an input is of type int64, not float32")) {
      try run("Add", [floats([1]), integers([1])])
    }
  }
}
