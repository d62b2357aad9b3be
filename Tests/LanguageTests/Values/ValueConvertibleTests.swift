import Language
import Testing

@Suite struct ValueConvertibleTests {
  private func refusal<Wanted: ValueConvertible>(_ type: Wanted.Type, _ value: Value) -> String? {
    do {
      _ = try Wanted(value)
      return nil
    } catch {
      return Diagnostic(error).message
    }
  }

  @Test func decoding() throws {
    #expect(try Int(Value.number(3)) == 3)
    #expect(try [Double](Value.range(NumberRange(first: 1, last: 3, step: 1))) == [1, 2, 3])
    #expect(try [String?](Value.list([.string("a"), .none])) == ["a", nil])
    #expect(try Double?(Value.none) == nil)
  }

  @Test func refusals() {
    #expect(refusal(Int.self, .number(2.5)) == "expected a whole number, got 2.5")
    #expect(refusal(Int.self, .number(.nan)) == "expected a whole number, got nan")
    #expect(refusal(Int.self, .number(1e300)) == "expected a whole number, got 1e300")
    #expect(refusal(Bool.self, .number(1)) == "expected true or false, got a number")
    #expect(refusal([Double].self, .string("x")) == "expected a list of numbers, got a string")
    #expect(refusal(Record.self, .list([])) == "expected a record, got a list")
    #expect(refusal(Table.self, .record(Record())) == "expected a table, got a record")
    #expect(refusal([Int].self, .range(NumberRange(first: 0, last: 1e12, step: 1))) != nil)
  }

  @Test func defaultsAreWrittenAsTyped() {
    #expect(["a"].asValue.literal == "[\"a\"]")
    #expect((nil as Double?).asValue.literal == "none")
    #expect(Double?.typeDescription == "a number or none")
  }
}
