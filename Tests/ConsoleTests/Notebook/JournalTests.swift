import Foundation
import Testing

@Suite struct JournalTests {
  /// What is saved, run as a script in a new session, leaves the same variables.
  @Test func saveWritesAScriptThatDoesTheSame() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).dcs"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let notebook = Notebook()
    for entry in [
      "a = 4", "a + 1", "b = ans * 2", "missing + 1", "double(b)", "|> double", "c = out[5] + _",
    ] {
      notebook.enter(entry)
    }
    #expect(notebook.enter("c") == ["60"])
    #expect(notebook.enter(":save \(path)") == ["wrote \(path)"])
    #expect(notebook.enter(":save \(path)") == ["file: \(path) is there already"])

    let text = try String(contentsOfFile: path, encoding: .utf8)
    #expect(!text.contains("missing"))
    let later = Notebook()
    later.enter(text)
    #expect(later.enter("[a, b, c]") == ["[4, 10, 60]"])
  }

  /// `ans` is assigned only where a later entry needs it.
  @Test func whatNobodyNeedsIsNotAssigned() throws {
    let path = FileManager.default.temporaryDirectory.appendingPathComponent(
      "\(UUID().uuidString).dcs"
    ).path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let notebook = Notebook()
    for entry in ["1 + 1", "x = 3", "x * 2", "y = ans + 1"] { notebook.enter(entry) }
    notebook.enter(":save \(path)")
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    #expect(lines.dropFirst() == ["1 + 1", "x = 3", "ans = x * 2", "y = ans + 1"])
  }
}
