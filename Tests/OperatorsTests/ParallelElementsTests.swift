import Operators
import Tensors
import Testing

/// More elements than one part has, in several threads and in one.
struct ParallelElementsTests {
  @Test(arguments: [1, 3])
  func everyPartIsChanged(threads: Int) throws {
    let values = (0..<40_000).map { Float($0 * $0) }
    for name in ["Sqrt", "Softsign"] {
      let result = try Parallel.$threads.withValue(threads) { try run(name, [floats(values)]) }
      let expected = values.map { name == "Sqrt" ? $0.squareRoot() : $0 / (1 + $0) }
      #expect(zip(result[0].numbers, expected).allSatisfy { abs($0 - Double($1)) < 1e-6 })
    }
  }
}
