import Tensors
import Testing

struct ParallelTests {
  /// Every part runs once; parts write to places of their own.
  @Test(arguments: [-1, 0, 1, 2, 7, 1000], [1, 2, 5])
  func everyPartRunsOnce(parts: Int, threads: Int) {
    var calls = [Int](repeating: 0, count: max(parts, 1))
    calls.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let shared = SharedPointer(base)
      Parallel.$threads.withValue(threads) { Parallel.forEach(parts) { shared.base[$0] += 1 } }
    }
    #expect(calls == [Int](repeating: parts > 0 ? 1 : 0, count: max(parts, 1)))
  }

  /// 10 = 4 + 4 + 2, for any number of threads.
  @Test(arguments: [1, 2, 3])
  func rangesHaveTheGrainAndTheLastTheRest(threads: Int) {
    var firsts = [Int](repeating: -1, count: 10)
    firsts.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return }
      let shared = SharedPointer(base)
      Parallel.$threads.withValue(threads) {
        Parallel.forEachRange(of: 10, grain: 4) { range in
          for i in range { shared.base[i] = range.lowerBound }
        }
      }
    }
    #expect(firsts == [0, 0, 0, 0, 4, 4, 4, 4, 8, 8])
  }

  @Test(arguments: [-1, 0, 1, 100], [1, 2, 5])
  func mapKeepsTheOrder(parts: Int, threads: Int) {
    let words = Parallel.$threads.withValue(threads) {
      Parallel.map(parts) { "part number \($0) of \(parts)" }
    }
    #expect(words == (0..<max(0, parts)).map { "part number \($0) of \(parts)" })
  }
}
