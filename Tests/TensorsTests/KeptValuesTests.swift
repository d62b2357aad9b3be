import Tensors
import Testing

struct KeptValuesTests {
  @Test func aValueIsMadeOnceForAKey() {
    let kept = KeptValues()
    var made = 0
    func value(_ key: Int) -> String {
      kept.value(for: key) {
        made += 1
        return "value \(key)"
      }
    }
    #expect(
      [value(1), value(1), value(2), value(2), value(1)] == [
        "value 1", "value 1", "value 2", "value 2", "value 1",
      ])
    #expect(made == 3, "another key takes the place of the one before")
  }

  @Test func kindsAreKeptApartAndFailuresAreNotKept() throws {
    struct Failure: Error {}
    let kept = KeptValues()
    #expect(kept.value(for: 1) { "text" } == "text")
    #expect(kept.value(for: 1) { 7.5 } == 7.5)
    #expect(throws: Failure.self) { try kept.value(for: 1) { () throws -> Int in throw Failure() } }
    #expect(kept.value(for: 1) { 3 } == 3 && kept.value(for: 1) { "other" } == "text")
  }
}
