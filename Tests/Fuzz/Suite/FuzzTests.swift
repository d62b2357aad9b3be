import Foundation
import FuzzedReaders
import Testing

/// Mutated inputs for every reader: whatever they are, they are read or refused. `DCS_FUZZ=1000000
/// Tests/run --filter Fuzz` makes so many of each; then the last input lies in a file until it was
/// survived.
@Suite(.timeLimit(.minutes(60 * 24)))
struct FuzzTests {
  private static let asked = ProcessInfo.processInfo.environment["DCS_FUZZ"].flatMap { Int($0) }
  private static let count = asked ?? 1500
  /// For other inputs every night.
  private static let seed =
    ProcessInfo.processInfo.environment["DCS_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  @Test("Readers take what they are made for", arguments: FuzzedReader.all.map(\.name))
  func corporaAreRead(name: String) throws {
    let reader = try #require(FuzzedReader.all.first { $0.name == name })
    for bytes in try reader.corpus() { try reader.attempt(bytes) }
  }

  @Test("Whatever they are given is read or refused", arguments: FuzzedReader.all.map(\.name))
  func nothingTraps(name: String) throws {
    let reader = try #require(FuzzedReader.all.first { $0.name == name })
    let corpus = try reader.corpus()
    var mutator = Mutator(seed: Self.seed, words: reader.words)
    var refused = 0
    for _ in 0..<Self.count {
      let bytes = input(for: reader, corpus, &mutator)
      if Self.asked != nil { keep(bytes, name) }
      do { try reader.attempt(bytes) } catch { refused += 1 }
    }
    if Self.asked != nil { try? FileManager.default.removeItem(atPath: Self.path(name)) }
    // Mutations that all pass would not reach much.
    #expect(refused > 0, "\(refused) of \(Self.count) refused")
  }

  private func input(
    for reader: FuzzedReader, _ corpus: [[UInt8]], _ mutator: inout Mutator
  ) -> [UInt8] {
    guard reader.isContainer, mutator.below(8) > 0,
      var container = ContainerMutation(corpus[mutator.below(corpus.count)])
    else { return mutator.input(from: corpus) }
    for _ in 0...mutator.below(3) { container.change(by: &mutator, corpus) }
    return container.bytes
  }

  private static func path(_ name: String) -> String {
    NSTemporaryDirectory() + "/dcs-fuzz-\(name)"
  }

  private func keep(_ bytes: [UInt8], _ name: String) {
    try? Data(bytes).write(to: URL(fileURLWithPath: Self.path(name)))
  }
}
