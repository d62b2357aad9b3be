import Language
import Testing

@Suite struct ParameterTests {
  @Test func withADefaultItIsOptional() throws {
    let parameter = Parameter<Int>("n", "how many", default: 7)
    #expect(!parameter.isRequired && !parameter.isVariadic)
    #expect(parameter.defaultValue?.literal == "7")
    #expect(parameter.defaultDecoded as? Int == 7)
    #expect(try parameter.decode(.number(3)) as? Int == 3)
  }

  @Test func withoutItIsRequired() {
    let parameter = Parameter<Double>("x", "a number")
    #expect(parameter.isRequired && parameter.defaultValue == nil)
    #expect(parameter.typeDescription == "a number")
    #expect(throws: Diagnostic.self) { try parameter.decode(.string("a")) }
  }

  @Test func theVariadicOneTakesNoneToo() throws {
    let parameter = Parameter<[Double]>(variadic: "values", "numbers")
    #expect(parameter.isVariadic && !parameter.isRequired)
    #expect(try parameter.decode(.list([.number(1), .number(2)])) as? [Double] == [1, 2])
  }

  @Test func noneIsADefaultOfItsOwn() throws {
    let parameter = Parameter<Double?>("t", "a threshold", default: nil)
    #expect(!parameter.isRequired)
    #expect(parameter.defaultValue?.literal == "none")
  }
}
