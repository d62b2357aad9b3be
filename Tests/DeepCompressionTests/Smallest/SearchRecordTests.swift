import DeepCompression
import Networks
import Synchronization
import Tensors
import Testing

struct SearchRecordTests {
  private final class Files: Sendable {
    let content = Mutex<[String: [UInt8]]>([:])

    var record: SearchRecord {
      SearchRecord(
        read: { name in self.content.withLock { $0[name] } },
        write: { name, bytes in self.content.withLock { $0[name] = bytes } })
    }
  }

  private static func network(_ value: Float) throws -> Network {
    try Network(
      inputShape: [2],
      chain: [Dense(weights: .dense(Tensor(shape: [2, 2], values: [value, 2, 3, 4])), bias: nil)])
  }

  /// Gives the network of that value and how often it had to be made.
  private static func stage(
    _ files: Files, _ setting: String, seed: UInt64, from start: Float = 1
  ) throws -> (Network, made: Int, next: UInt64) {
    var (random, made) = (RandomSource(seed: seed), 0)
    let network = try files.record.network(
      from: network(start), setting: setting, random: &random
    ) { random in
      made += 1
      return try Self.network(Float(random.next() % 100))
    }
    return (network, made, random.next())
  }

  /// The network comes back, and the random numbers go on behind those that it took.
  @Test func aStageIsDoneOnce() throws {
    let files = Files()
    let first = try Self.stage(files, "prune", seed: 1)
    let second = try Self.stage(files, "prune", seed: 1)
    #expect(first.made == 1 && second.made == 0)
    #expect(first.0.parameter("fc1")?.weights == second.0.parameter("fc1")?.weights)
    #expect(first.next == second.next)
  }

  @Test(arguments: [("share", UInt64(1), Float(1)), ("prune", 2, 1), ("prune", 1, 3)])
  func whateverDiffersIsAnotherStage(setting: String, seed: UInt64, start: Float) throws {
    let files = Files()
    _ = try Self.stage(files, "prune", seed: 1)
    #expect(try Self.stage(files, setting, seed: seed, from: start).made == 1)
  }

  @Test func damagedFilesAreMadeAgain() throws {
    let files = Files()
    _ = try Self.stage(files, "prune", seed: 1)
    files.content.withLock { content in
      for name in content.keys { content[name]?[40] ^= 1 }
    }
    #expect(try Self.stage(files, "prune", seed: 1).made == 1)
    #expect(try Self.stage(files, "prune", seed: 1).made == 0)
  }
}
