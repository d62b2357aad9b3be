import Tensors
import Testing

struct ArrayBatchesTests {
  @Test func neighboursFillBatches() {
    #expect([3, 4, 2, 9, 1].batches(of: 7) { $0 } == [[3, 4], [2], [9], [1]])
    #expect([Int]().batches(of: 7) { $0 }.isEmpty)
  }
}
