import Memory
import Testing

struct MemoryBudgetTests {
  /// The memory that a test process has in use lies between these.
  private static let (little, much) = (1 << 20, 1 << 50)

  @Test func whatFitsIsGranted() throws {
    try MemoryBudget.$asked.withValue(MemoryBudget(bytes: Self.much)) {
      try MemoryBudget.require(1 << 40, for: "a test")
      try MemoryBudget.check()
    }
  }

  @Test func whatDoesNotFitIsRefusedWithFiguresAndARemedy() throws {
    let budget = 1 << 40
    let shortage = MemoryBudget.$asked.withValue(MemoryBudget(bytes: budget)) {
      #expect(throws: MemoryShortage.self) {
        try MemoryBudget.require(budget + 1, for: "a tensor of [3]")
      }
    }
    let found = try #require(shortage)
    #expect(found.needed == budget + 1 && found.budget == budget && found.inUse > Self.little)
    #expect(found.description.hasPrefix("a tensor of [3] takes 1.1 TB of memory; "))
    #expect(found.description.hasSuffix(" are in use, 1.1 TB may be"))
    #expect(found.remedy.hasPrefix("dcs --memory 1.4T"))
  }

  @Test func whatIsInUseCounts() {
    MemoryBudget.$asked.withValue(MemoryBudget(bytes: Self.little)) {
      #expect(throws: MemoryShortage.self) { try MemoryBudget.check() }
      // A little is not worth a question.
      #expect(throws: Never.self) { try MemoryBudget.require(1000, for: "a test") }
      #expect(throws: MemoryShortage.self) { try MemoryBudget.require(1 << 20, for: "a test") }
    }
  }

  @Test func theMachineHasABudget() {
    #expect(MemoryBudget.ofMachine.bytes > 1 << 27)
    #expect(MemoryBudget.current == MemoryBudget.ofMachine)
  }
}
