import Commands
import Testing

/// The same script gives the same bytes, whatever the number of threads.
@Suite struct DeterminismTests {
  private static let script = """
    d = data("toy")
    n = net([dense(40), relu, dropout(20%), dense(4)], input=[2]) |> \
    train(d, 3, lr=0.05, l2=1e-4, batch=32)
    q = n |> prune(sparsity=60%, method="lamp") |> retrain(d, 2, teacher=n, optimizer="adam")
    q = q |> quantize(bits=3, init="forgy") |> retrain(d, 2, lr=1e-3)
    save(huffman(q), "/tmp/a.dcz")
    """

  private static func bytes(seed: Int, threads: Int?) throws -> [UInt8] {
    try ProcessEnvironment.withThreads(threads) {
      let run = try ScriptRun("seed \(seed)\n" + script)
      #expect(run.error?.message == nil)
      return try run.content("a.dcz")
    }
  }

  @Test func theSameSeedGivesTheSameFile() throws {
    let first = try Self.bytes(seed: 5, threads: 1)
    #expect(try Self.bytes(seed: 5, threads: 1) == first)
    #expect(try Self.bytes(seed: 5, threads: 2) == first)
    #expect(try Self.bytes(seed: 5, threads: nil) == first)
    #expect(try Self.bytes(seed: 6, threads: 1) != first)
  }

  /// A session that never says `seed` starts from 0.
  @Test func sessionsStartFromZero() throws {
    #expect(try ScriptRun("a = randn(3); seed 0; print(same(a, randn(3)))").story == "true")
    #expect(try ScriptRun("randn(3).values").story == ScriptRun("seed 0; randn(3).values").story)
  }
}
