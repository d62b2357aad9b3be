@preconcurrency import Glibc
import Language

/// One entry of a notebook, as its history gives it back.
package struct HistoryEntry: Sendable {
  /// From 1.
  package let number: Int
  package let code: String
  /// Of its last value.
  package let output: String?

  package init(number: Int, code: String, output: String?) {
    (self.number, self.code, self.output) = (number, code, output)
  }

  func json(hasOutput: Bool) -> String {
    let input = JSONText.string(code)
    guard hasOutput else { return input }
    return "[\(input), \(output.map { JSONText.string($0) } ?? "null")]"
  }
}

/// The entries that a `history_request` asks for (Jupyter's messaging document, "History").
package struct KernelHistory {
  private let entries: [HistoryEntry]

  package init(_ entries: [HistoryEntry]) { self.entries = entries }

  package func chosen(by request: [String: Any]) -> [HistoryEntry] {
    let count = request["n"] as? Int ?? entries.count
    switch request["hist_access_type"] as? String {
    case "range":
      let start = request["start"] as? Int ?? 1
      let stop = request["stop"] as? Int ?? entries.count + 1
      return entries.filter { $0.number >= start && $0.number < stop }
    case "search":
      let pattern = request["pattern"] as? String ?? "*"
      // Shell patterns, as Jupyter has them.
      let found = entries.filter { fnmatch(pattern, $0.code, 0) == 0 }
      let isUnique = request["unique"] as? Bool ?? false
      return (isUnique ? Self.unique(found) : found).suffix(count)
    default: return entries.suffix(count)
    }
  }

  /// Of equal ones the last.
  private static func unique(_ entries: [HistoryEntry]) -> [HistoryEntry] {
    var seen: Set<String> = []
    return entries.reversed().filter { seen.insert($0.code).inserted }.reversed()
  }
}
