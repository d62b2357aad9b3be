import CompressedModels
import Foundation
import FuzzedReaders
import Testing

private let rounds = ProcessInfo.processInfo.environment["DCS_FAULTS"].flatMap { Int($0) }

/// Damage that mends no checksums, as disks and downloads do it: no file is accepted that is not,
/// byte by byte, one that was written. A thousand files a round.
@Suite(.enabled(if: rounds != nil, "runs with DCS_FAULTS=1"), .timeLimit(.minutes(120)))
struct DamagedFilesFaultsTests {
  private func sound() throws -> [[UInt8]] {
    let reader = try #require(FuzzedReader.all.first { $0.name == "dcz" })
    let golden = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../CompressedModelsTests/Golden/accepted")
    let files = try FileManager.default.contentsOfDirectory(
      at: golden, includingPropertiesForKeys: nil
    ).filter { $0.pathExtension == "dcz" }.sorted { $0.path < $1.path }
    return try reader.own() + files.map { [UInt8](try Data(contentsOf: $0)) }
  }

  @Test func noneIsAccepted() throws {
    let corpus = try sound()
    let known = Set(corpus)
    var mutator = Mutator(seed: 1)
    var (tried, accepted) = (0, 0)
    while tried < 1000 * (rounds ?? 0) {
      let bytes = mutator.input(from: corpus)
      guard !known.contains(bytes) else { continue }
      tried += 1
      // `inspect` and `verify`; `load` of what runs from codes; `load` of what is learned.
      let isSound = ContainerInspection(bytes).isSound
      let isPacked = (try? ContainerReader.readPacked(bytes)) != nil
      let isRead = (try? ContainerReader.read(bytes)) != nil
      if isSound || isPacked || isRead { accepted += 1 }
    }
    #expect(accepted == 0, "\(accepted) of \(tried) damaged files accepted")
    #expect(corpus.count >= 20)
    for bytes in corpus { #expect(ContainerInspection(bytes).isSound) }
  }
}
