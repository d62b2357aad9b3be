import Foundation
import Testing

/// `dcs --stdio-json`: one JSON object a line, in and out.
@Suite(.serialized, .enabled(if: Binary.isBuilt, "dcs is not built"), .timeLimit(.minutes(1)))
struct JSONConversationTests {
  let folder: Folder

  init() throws { folder = try Folder() }

  private func ask(_ lines: String...) throws -> [[String: Any]] {
    let run = try Binary.run(
      ["--stdio-json"], input: lines.joined(separator: "\n") + "\n", in: folder)
    #expect(run.code == 0, "\(run.errors)")
    return try run.output.split(separator: "\n").map { line in
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(object as? [String: Any])
    }
  }

  @Test func codeRunsAndTellsItsEvents() throws {
    let answers = try ask(
      #"{"id": 1, "execute": "x = 6; print \"hello\"; x * 7"}"#, #"{"id": 2, "execute": "y"}"#)
    #expect(answers.map { $0["id"] as? Int } == [1, 1, 1, 2, 2])
    #expect(answers[0]["event"] as? String == "text" && answers[0]["text"] as? String == "hello")
    #expect(answers[1]["event"] as? String == "value" && answers[1]["value"] as? Int == 42)
    #expect(answers[2]["done"] as? String == "ok")
    #expect(answers[3]["event"] as? String == "error" && answers[3]["kind"] as? String == "name")
    #expect(answers[3]["line"] as? Int == 1 && answers[3]["column"] as? Int == 1)
    #expect(answers[4]["done"] as? String == "name")
  }

  @Test func questionsAreAnswered() throws {
    let answers = try ask(
      #"{"id": 3, "complete": "prun"}"#, #"{"id": 4, "inspect": "prune"}"#,
      #"{"id": 5, "is_complete": "f("}"#, #"{"id": 6, "inspect": "zzz"}"#, #"{"id": 7}"#, "junk")
    #expect((answers[0]["matches"] as? [String])?.contains("prune") == true)
    #expect((answers[1]["text"] as? String)?.hasPrefix("prune(") == true)
    #expect(answers[2]["state"] as? String == "incomplete")
    #expect(answers[3]["text"] is NSNull)
    #expect(answers[4]["error"] != nil && answers[5]["error"] != nil)
  }

  @Test func tablesAreRows() throws {
    let answers = try ask(#"{"id": 1, "execute": "show table({a: [1, 2]})"}"#)
    let rows = try #require(answers[0]["rows"] as? [[String: Any]])
    #expect(rows.map { $0["a"] as? Int } == [1, 2])
  }
}
