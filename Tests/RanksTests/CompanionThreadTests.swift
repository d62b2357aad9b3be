import Ranks
import Synchronization
import Testing

@Suite struct CompanionThreadTests {
  /// It works while who started it does, and `join` waits for its end.
  @Test func itWorksBesideWhoStartsIt() throws {
    let asked = Atomic<Int>(0)
    let answered = Atomic<Int>(0)
    let work: @Sendable () -> Void = {
      while asked.load(ordering: .acquiring) == 0 {}
      answered.store(7, ordering: .releasing)
    }
    let thread = try #require(CompanionThread(work))
    #expect(answered.load(ordering: .acquiring) == 0)
    asked.store(1, ordering: .releasing)
    thread.join()
    #expect(answered.load(ordering: .acquiring) == 7)
  }
}
