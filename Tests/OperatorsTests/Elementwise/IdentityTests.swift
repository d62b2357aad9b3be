import Operators
import Tensors
import Testing

struct IdentityTests {
  private let input = floats([1, .infinity])

  @Test func nothingIsDropped() throws {
    #expect(try run("Identity", [input]) == [input])
    #expect(try run("Dropout", [input], ["ratio": .number(0.5)], version: 7) == [input])
    #expect(
      try run("Dropout", [input, floats([0.5], []), booleans([false], [])], outputs: 2)
        == [input, booleans([true, true])])
  }

  @Test func trainingIsRefused() throws {
    let isTraining = booleans([true], [])
    #expect(throws: OperatorError("drops values at random, as in training")) {
      try run("Dropout", [input, nil, isTraining])
    }
    #expect(try run("Dropout", [input, floats([0], []), isTraining]) == [input])
  }
}
