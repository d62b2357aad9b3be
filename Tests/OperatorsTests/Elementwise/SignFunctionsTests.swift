import Operators
import Tensors
import Testing

struct SignFunctionsTests {
  @Test(
    arguments: [
      ("Abs", [2, 0, 3]), ("Neg", [2, 0, -3]), ("Sign", [-1, 0, 1]), ("Relu", [0, 0, 3]),
    ] as [(String, [Float])])
  func numbersOfBothKinds(name: String, expected: [Float]) throws {
    #expect(try run(name, [floats([-2, 0, 3])]) == [floats(expected)])
    #expect(try run(name, [integers([-2, 0, 3])]) == [integers(expected.map { Int64($0) })])
  }

  @Test func nanStays() throws {
    for name in ["Abs", "Neg", "Sign", "Relu"] {
      #expect(try run(name, [floats([.nan])])[0].numbers[0].isNaN, "\(name)")
    }
  }
}
