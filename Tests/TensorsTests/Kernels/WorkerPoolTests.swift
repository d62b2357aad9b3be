import Glibc
import Synchronization
import Tensors
import TestSupport
import Testing

/// Through `Parallel`, whose threads it lends.
struct WorkerPoolTests {
  @Test(arguments: [1, 2, 7])
  func everyPartIsDoneOnce(threads: Int) {
    for parts in [0, 1, 2, 3, 100] {
      let sum = Atomic<Int>(0)
      Parallel.$threads.withValue(threads) {
        Parallel.forEach(parts) { sum.add(1 << (2 * ($0 % 30)), ordering: .relaxed) }
      }
      #expect(sum.load(ordering: .relaxed) == (0..<parts).reduce(0) { $0 + 1 << (2 * ($1 % 30)) })
    }
  }

  /// Short work many times, with pauses in which the threads fall asleep.
  @Test func threadsWakeUpAgain() {
    let sum = Atomic<Int>(0)
    Parallel.$threads.withValue(3) {
      for round in 0..<2000 {
        if round % 500 == 0 { usleep(2000) }
        Parallel.forEach(6) { _ in sum.add(1, ordering: .relaxed) }
      }
    }
    #expect(sum.load(ordering: .relaxed) == 12000)
  }

  /// Several callers at once, each with work inside its work.
  @Test func callersDoNotWaitForEachOther() async {
    let total = await withTaskGroup(of: Int.self) { group in
      for _ in 0..<8 {
        group.addTask {
          let sum = Atomic<Int>(0)
          Parallel.$threads.withValue(4) {
            for _ in 0..<200 {
              Parallel.forEach(5) { _ in Parallel.forEach(3) { _ in sum.add(1, ordering: .relaxed) }
              }
            }
          }
          return sum.load(ordering: .relaxed)
        }
      }
      return await group.reduce(0, +)
    }
    #expect(total == 8 * 200 * 15)
  }
}
