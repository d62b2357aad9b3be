import Operators
import Tensors
import Testing

struct TopKTests {
  private let input = floats([1, 3, 3, 2])

  @Test func largestAndSmallest() throws {
    #expect(
      try run("TopK", [input, integers([3])], outputs: 2)
        == [floats([3, 3, 2]), integers([1, 2, 3])])
    #expect(
      try run("TopK", [input, integers([2])], ["largest": .integer(0)], outputs: 2)
        == [floats([1, 2]), integers([0, 3])])
    #expect(
      try run("TopK", [input], ["k": .integer(1)], version: 9, outputs: 2)
        == [floats([3]), integers([1])])
  }

  @Test func nanIsLargest() throws {
    let result = try run("TopK", [floats([1, .nan, 2]), integers([2])], outputs: 2)
    #expect(result[1] == integers([1, 2]))
  }

  @Test(arguments: [5, -1, .max] as [Int64])
  func countsFit(count: Int64) {
    #expect(throws: OperatorError("k \(count) does not fit extent 4")) {
      try run("TopK", [input, integers([count])], outputs: 2)
    }
  }
}
