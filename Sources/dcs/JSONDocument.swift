import Language
import Synchronization

/// What a run shows, as one JSON document: the only thing shown by itself, or a list of all.
final class JSONDocument: Sendable {
  private struct Item {
    /// As the whole document.
    let alone: String
    /// As an element of a list: a table with its title.
    let listed: String
  }

  private let items = Mutex<[Item]>([])

  func append(text: String) { append(JSONText.string(text)) }

  func append(_ value: Value) { append(JSONText.value(value)) }

  func append(_ table: Table) {
    let rows = TableRenderer.json(table)
    let title = table.title.map { "\"title\": \(JSONText.string($0)), " } ?? ""
    items.withLock { $0.append(Item(alone: rows, listed: "{\(title)\"rows\": \(rows)}")) }
  }

  private func append(_ text: String) {
    items.withLock { $0.append(Item(alone: text, listed: text)) }
  }

  /// Writes it to standard output, unless there is nothing, and begins anew.
  func write() {
    let items = items.withLock { items in
      defer { items = [] }
      return items
    }
    guard let text = Self.text(of: items) else { return }
    PatientOutput.write(text + "\n")
  }

  private static func text(of items: [Item]) -> String? {
    if items.count <= 1 { return items.first?.alone }
    return "[\n" + items.map(\.listed).joined(separator: ",\n") + "\n]"
  }
}
