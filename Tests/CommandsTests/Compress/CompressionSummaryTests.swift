import Foundation
import Testing

@Suite struct CompressionSummaryTests {
  /// One line a price and a layer; exactly one price is chosen.
  @Test func tablesSayWhatWasTried() throws {
    let run = try ScriptRun(
      Nets.toy + "p = compress(n, data(\"toy\"), max_bytes=450, to=\"/tmp/t\")")
    #expect(run.error == nil)
    func lines(_ name: String) throws -> [String] {
      try String(contentsOfFile: "\(run.folder.path)/t/\(name)", encoding: .utf8)
        .split(whereSeparator: \.isNewline).map(String.init)
    }
    let trials = try lines("trials.csv")
    #expect(trials[0].hasPrefix("lambda,bytes,ratio,drop,divergence,agreement"))
    #expect(trials.dropFirst().count { $0.hasSuffix("true") } == 1)
    #expect(try lines("layers.csv").map { $0.prefix { $0 != "," } } == ["layer", "fc1", "fc2"])
    #expect(
      try Data(contentsOf: URL(fileURLWithPath: "\(run.folder.path)/t/frontier.png")).count > 1000)
    // Kept until here: the folder goes when nobody holds it.
    withExtendedLifetime(run) {}
  }

  @Test func saysWhenNoFileIsSmallEnough() throws {
    let run = try ScriptRun(Nets.toy + "p = compress(n, max_bytes=10)")
    #expect(run.notes.contains { $0.hasPrefix("compress: no file of 10 bytes was found") })
  }
}
