import Foundation
import Language
import Reports
import TestSupport
import Testing

@Suite struct RunFactsTests {
  @Test func filesAndScriptHaveChecksums() throws {
    let folder = try TemporaryFolder()
    try Data("abc".utf8).write(to: URL(fileURLWithPath: folder.path + "/x.npz"))
    let facts = RunFacts(
      version: "1.2", seed: 7, threads: 2, script: SourceText(name: "s.dcs", text: "abc"),
      parameters: [("epochs", "3")],
      used: [(folder.path + "/x.npz", nil), ("mnist: labels", "MD5 5"), ("/nowhere", nil)],
      start: Date(timeIntervalSince1970: 0), duration: .seconds(75), exitCode: 1)
    let rows = Dictionary(uniqueKeysWithValues: facts.rows.map { ($0.name, $0.value) })
    // FIPS 180-2, appendix B.1.
    let sum = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    #expect(rows["script"] == "s.dcs, SHA-256 \(sum)")
    #expect(rows[folder.path + "/x.npz"] == "3 bytes, SHA-256 \(sum)")
    #expect(rows["mnist: labels"] == "MD5 5" && rows["/nowhere"] == "no longer there")
    #expect(rows["begun"] == "1970-01-01 00:00 UTC" && rows["took"] == "1 min 15 s")
    #expect(rows["seed"] == "7" && rows["parameters"] == "epochs = 3" && rows["exit code"] == "1")
  }
}
