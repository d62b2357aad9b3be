import Operators
import Tensors
import Testing

struct BroadcastTests {
  /// Each side whole, one element, a row repeated, a column repeated, both repeated.
  @Test(
    arguments: [
      ([2, 3], [2, 3], [0, 2, 4, 6, 8, 10]), ([2, 3], [], [0, 1, 2, 3, 4, 5]),
      ([], [2, 3], [0, 1, 2, 3, 4, 5]), ([2, 3], [3], [0, 2, 4, 3, 5, 7]),
      ([2, 3], [2, 1], [0, 1, 2, 4, 5, 6]), ([2, 1], [2, 3], [0, 1, 2, 4, 5, 6]),
      ([2, 1], [3], [0, 1, 2, 1, 2, 3]), ([1, 2], [2, 1, 1], [0, 1, 1, 2]),
    ] as [([Int], [Int], [Float])])
  func tensorsMeetAtTheRight(left: [Int], right: [Int], expected: [Float]) throws {
    let sum = try run("Add", [counted(left), counted(right)])[0]
    #expect(sum == floats(expected, Shape.broadcast(left, right)))
  }

  @Test func nothingMeetsOneElement() throws {
    #expect(try run("Add", [counted([0, 3]), counted([1])]) == [counted([0, 3])])
  }

  /// Four dimensions of which two are repeated, against the sum at each place.
  @Test func longShapesMeetToo() throws {
    let (left, right) = (counted([2, 1, 3, 2]), counted([4, 1, 2]))
    let sum = try run("Add", [left, right])[0]
    #expect(sum.shape == [2, 4, 3, 2])
    for place in 0..<48 {
      let (a, b, c, d) = (place / 24, place / 6 % 4, place / 2 % 3, place % 2)
      #expect(sum.numbers[place] == Double(a * 6 + c * 2 + d) + Double(b * 2 + d))
    }
  }
}
