import Tensors
import Testing

struct ProcessorLevelTests {
  @Test func nothingAskedForIsTheHighest() throws {
    #expect(try ProcessorLevel.asked(nil, highest: .avx2) == .avx2)
    #expect(try ProcessorLevel.asked("", highest: .portable) == .portable)
    #expect(ProcessorLevel.available.last == ProcessorLevel.highest)
  }

  @Test func aLowerLevelMayBeAskedFor() throws {
    #expect(try ProcessorLevel.asked("portable", highest: .avx512) == .portable)
    #expect(try ProcessorLevel.asked("avx2", highest: .avx512) == .avx2)
  }

  @Test func wordsAndLevelsThatAreNotThereAreRefused() {
    #expect(throws: ProcessorLevelError.unknown("sse9")) {
      try ProcessorLevel.asked("sse9", highest: .avx2)
    }
    #expect(throws: ProcessorLevelError.missing(.avx512, highest: .avx2)) {
      try ProcessorLevel.asked("avx512", highest: .avx2)
    }
    #expect(
      ProcessorLevelError.unknown("sse9").description
        == "DCS_CPU=sse9 is no level; there are portable, avx2, avx512")
  }

  @Test func aScopeChangesTheLevel() {
    let inside = ProcessorLevel.$current.withValue(.portable) { ProcessorLevel.current }
    #expect(inside == .portable)
  }
}
