import Language

/// A study that ran: what it says, its code, and what came of it, in order.
public struct Report: Sendable {
  /// Something that code showed.
  public enum Output: Sendable {
    case text(String)
    case table(Table)
    case picture(any Drawing)
    /// A line about a stage, or a warning.
    case remark(String)
    case check(CheckResult)
    /// The error that ended the run, as a terminal shows it.
    case fault(String)
  }

  public enum Block: Sendable {
    /// Markdown.
    case prose(String)
    case code(String)
    case outputs([Output])
  }

  public var blocks: [Block] = []
  /// What the run rests on: name and value.
  public var facts: [(name: String, value: String)] = []
  /// Used where no prose begins with a heading.
  public var fallbackTitle: String

  public init(fallbackTitle: String) { self.fallbackTitle = fallbackTitle }

  /// The first heading, or the name of the script.
  public var title: String {
    for case .prose(let text) in blocks {
      for line in text.split(separator: "\n") where line.hasPrefix("#") {
        return String(line.drop { $0 == "#" || $0 == " " })
      }
    }
    return fallbackTitle
  }
}
