import Synchronization
import Testing

/// Commands that go through the layers of a net.
@Suite struct BoundCallMonitoringTests {
  /// 16 weights, then 32.
  @Test(arguments: [
    ("prune", "prune(n, sparsity=50%)"), ("quantize", "quantize(n, bits=2)"),
    ("stand_in", "stand_in(n, density=50%)"), ("huffman", "huffman(n)"), ("huffman", "estimate(n)"),
  ]) func tellsAfterEachLayer(_ stage: String, _ code: String) throws {
    let run = try ScriptRun(Nets.toy + "x = " + code)
    #expect(run.error?.message == nil)
    #expect(run.progress.map(\.stage) == [stage, stage])
    #expect(run.progress.map(\.done) == [16, 48])
    #expect(run.progress.allSatisfy { $0.total == 48 && $0.unit == "weights" })
  }

  /// Ctrl-C: whichever moment it comes, the command does not finish.
  @Test(arguments: [
    "prune(n, sparsity=50%)", "quantize(n, bits=2)", "stand_in(n, density=50%)", "huffman(n)",
  ])
  func stopsBetweenLayers(_ code: String) throws {
    let asked = Mutex(0)
    // Statements ask, too: the first to be refused is one inside the command.
    let before = Mutex(0)
    _ = try ScriptRun(Nets.toy) {
      before.withLock { $0 += 1 }
      return false
    }
    let run = try ScriptRun(Nets.toy + "x = " + code + "; print \"done\"") {
      asked.withLock { count in
        count += 1
        return count > before.withLock { $0 } + 2
      }
    }
    #expect(run.error?.kind == .interrupted)
    #expect(run.output == "")
  }
}
