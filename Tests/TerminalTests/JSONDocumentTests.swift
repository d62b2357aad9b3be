import Foundation
import Testing

/// `--format json`: the output of a run is one document.
@Suite(.enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct JSONDocumentTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func document(_ code: String) throws -> Any {
    let result = try Binary.run(["--format", "json", "-c", code], in: folder)
    #expect(result.code == 0)
    return try JSONSerialization.jsonObject(
      with: Data(result.output.utf8), options: .fragmentsAllowed)
  }

  @Test func oneTableIsItsRows() throws {
    let rows = try document("table({a: [1, 2], b: [\"x\", none]})") as? [[String: Any]]
    #expect(rows?.count == 2 && rows?[1]["a"] as? Int == 2 && rows?[0]["b"] as? String == "x")
    #expect(try document("6 * 7") as? Int == 42)
  }

  @Test func severalAreAList() throws {
    let items = try document("print \"a\"; show table({a: [1]}); {b: 2}") as? [Any]
    #expect(items?.count == 3 && items?[0] as? String == "a")
    #expect(((items?[1] as? [String: Any])?["rows"] as? [Any])?.count == 1)
    #expect((items?[2] as? [String: Any])?["b"] as? Int == 2)
    let report = try document("report(lenet300())") as? [[String: Any]]
    #expect(report?.count == 3 && report?[0]["title"] as? String == "Stages")
  }
}
