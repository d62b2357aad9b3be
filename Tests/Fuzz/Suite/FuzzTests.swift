import Foundation
import FuzzedReaders
import Testing

/// Mutated inputs for every reader: whatever they are, they are read or refused. With
/// `DCS_FUZZ_SECONDS=20 Tests/run --filter FuzzTests` each is tried for so long; then the last
/// input lies in a file until it was survived.
@Suite(.timeLimit(.minutes(60 * 24)))
struct FuzzTests {
  private static let seconds =
    ProcessInfo.processInfo.environment["DCS_FUZZ_SECONDS"].flatMap { Double($0) }
  /// For other inputs every night.
  private static let seed =
    ProcessInfo.processInfo.environment["DCS_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1

  @Test("Readers take what they are made for", arguments: FuzzedReader.all.map(\.name))
  func ownFilesAreRead(name: String) throws {
    let reader = try #require(FuzzedReader.all.first { $0.name == name })
    for bytes in try reader.own() { try reader.attempt(bytes) }
  }

  /// Some guess is computed for all but those whose many inputs have to agree, such as an LSTM's.
  @Test func mostOperatorsAreReached() throws {
    let reader = try #require(FuzzedReader.all.first { $0.name == "operators" })
    let reached = Set(try reader.own().map { Int($0[0]) << 8 | Int($0[1]) })
    let missing = FuzzedReader.operatorNames.indices.filter { !reached.contains($0) }
    #expect(missing.count <= 24, "\(missing.map { FuzzedReader.operatorNames[$0] })")
  }

  @Test("Whatever they are given is read or refused", arguments: FuzzedReader.all.map(\.name))
  func nothingTraps(name: String) throws {
    let reader = try #require(FuzzedReader.all.first { $0.name == name })
    let corpus = try reader.corpus()
    var mutator = Mutator(seed: Self.seed, words: reader.words)
    var (tried, refused) = (0, 0)
    let last = Self.seconds == nil ? -1 : open(Self.path(name), O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    defer { close(last) }
    func attempt(_ bytes: [UInt8]) {
      if last >= 0 {
        pwrite(last, bytes, bytes.count, 0)
        ftruncate(last, bytes.count)
      }
      do { try reader.attempt(bytes) } catch { refused += 1 }
      tried += 1
    }
    for bytes in corpus { attempt(bytes) }
    let end = Self.seconds.map { Date().addingTimeInterval($0) }
    while end.map({ Date() < $0 }) ?? (tried < corpus.count + 1500) {
      attempt(input(for: reader, corpus, &mutator))
    }
    if Self.seconds != nil {
      unlink(Self.path(name))
      print("\(name): \(tried) inputs")
    }
    // Mutations that all pass would not reach much.
    #expect(refused > 0, "\(refused) of \(tried) refused")
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
}
