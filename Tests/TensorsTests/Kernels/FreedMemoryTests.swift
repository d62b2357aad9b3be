import Tensors
import Testing

struct FreedMemoryTests {
  @Test func theAllocatorAgrees() {
    #expect(FreedMemory.keep())
  }
}
