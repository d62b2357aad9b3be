import Language
import Memory
import Testing

/// Growth without end is an error of kind `limit` that a script can catch, whatever grows.
struct ValueLimitsTests {
  private static let ways = [
    "a = \"x\"; while true { a = \"{a}{a}\" }",
    "a = \"x\"; while true { a += a }",
    "a = [1]; while true { a += a }",
    "a = [1]; while true { a = [a, a, a, a, a, a, a, a] + [a] + a }",
    "a = {}; i = 0; while true { i += 1; a[\"key {i}\"] = [i, i, i, i, i, i, i, i] }",
  ]

  @Test("Within a budget everything that grows stops", arguments: ways)
  func growthStops(code: String) {
    // Less than the test process has already: whatever asks is refused.
    let budget = MemoryBudget(bytes: 1 << 20)
    let (outcome, recording) = MemoryBudget.$asked.withValue(budget) {
      run("try { \(code) } catch e { print(e.kind, e.line) }; print(\"on\")")
    }
    #expect(outcome.error == nil)
    #expect(recording.lines == ["limit 1", "on"])
  }

  @Test func theErrorHasAPlaceAndARemedy() {
    let budget = MemoryBudget(bytes: 1 << 20)
    let (outcome, _) = MemoryBudget.$asked.withValue(budget) {
      run("a = \"x\"\nwhile true { a += a }")
    }
    #expect(outcome.error?.kind == .limit && outcome.error?.span?.line == 2)
    #expect(outcome.error?.hint?.hasPrefix("dcs --memory ") == true)
  }
}
