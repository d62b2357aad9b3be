import Console
import Language
import Synchronization
import Testing

@Suite struct VariableTableTests {
  /// Facts, not contents: lists, records and ranges tell how many there are.
  @Test func rowsAreFacts() throws {
    let recorder = Recorder()
    let notebook = Console(commands: CommandTable([])) { recorder.append($0) }
    notebook.execute("a = [1, 2, 3]; b = {x: 1}; c = 1..10; d = 5")
    notebook.execute(":vars")
    let table = try #require(recorder.tables.last)
    func column(_ name: String) -> [String] {
      table.column(name)?.values.map(\.text) ?? []
    }
    #expect(column("name") == ["a", "b", "c", "d"])
    #expect(column("kind") == ["list", "record", "range", "number"])
    #expect(column("shape") == ["3", "1", "10", "none"])
    #expect(column("bytes") == ["none", "none", "none", "none"])
  }
}

/// The tables that a console shows.
private final class Recorder: Sendable {
  private let kept = Mutex<[Table]>([])
  var tables: [Table] { kept.withLock { $0 } }
  func append(_ event: Event) {
    if case .table(let table) = event { kept.withLock { $0.append(table) } }
  }
}
