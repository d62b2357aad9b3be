import Language
import Synchronization

/// How tables are written.
public enum TableFormat: String, CaseIterable, Sendable {
  case table, csv, json, md
}

/// What a person may choose about what is shown: `:set NAME VALUE`.
public struct DisplaySettings: Sendable, Equatable {
  /// How many rows of a long table or tensor are shown.
  public enum Rows: Sendable, Equatable {
    /// As many as the window has.
    case window
    case all
    case atMost(Int)
  }

  public var tableFormat = TableFormat.table
  /// No progress, no lines about stages, no notes of passed checks.
  public var isQuiet = false
  public var rows = Rows.window
  /// Whether help that is longer than the window goes through `$PAGER`.
  public var pagesHelp = true
  public var pictures = Pictures.automatic

  /// Whether and how pictures appear between the lines.
  public enum Pictures: Sendable, Equatable {
    /// As the terminal says that it can.
    case automatic
    case off
    case by(InlinePicture)
  }

  public init() {}

  /// One thing that can be set.
  struct Setting: Sendable {
    let name: String
    /// "table, csv, json, md".
    let choices: String
    let summary: String
    let text: @Sendable (DisplaySettings) -> String
    /// False when the word is none of the choices.
    let change: @Sendable (inout DisplaySettings, String) -> Bool
  }

  static let all = [format, quiet, rowLimit, pager, inline]

  private static let inline = Setting(
    name: "inline", choices: "auto, kitty, sixel, on, off",
    summary: "pictures between the lines; auto: in terminals that say they can; on: kitty's way",
    text: { settings in
      switch settings.pictures {
      case .automatic: "auto"
      case .off: "off"
      case .by(let way): way.rawValue
      }
    },
    change: { settings, word in
      switch (InlinePicture(rawValue: word), switched(word)) {
      case (let way?, _): settings.pictures = .by(way)
      case (nil, let isOn?): settings.pictures = isOn ? .by(.kitty) : .off
      case (nil, nil):
        guard word == "auto" else { return false }
        settings.pictures = .automatic
      }
      return true
    })
  private static let format = Setting(
    name: "format", choices: "table, csv, json, md", summary: "how tables are written",
    text: { $0.tableFormat.rawValue },
    change: { settings, word in
      guard let format = TableFormat(rawValue: word) else { return false }
      settings.tableFormat = format
      return true
    })
  private static let quiet = Setting(
    name: "quiet", choices: "on, off", summary: "no progress and no lines about stages",
    text: { $0.isQuiet ? "on" : "off" },
    change: { settings, word in
      guard let isOn = switched(word) else { return false }
      settings.isQuiet = isOn
      return true
    })
  private static let rowLimit = Setting(
    name: "rows", choices: "window, all, a number", summary: "rows shown of a long table",
    text: { settings in
      switch settings.rows {
      case .window: "window"
      case .all: "all"
      case .atMost(let count): "\(count)"
      }
    },
    change: { settings, word in
      switch word {
      case "window": settings.rows = .window
      case "all": settings.rows = .all
      default:
        guard let count = Int(word), count >= 1 else { return false }
        settings.rows = .atMost(count)
      }
      return true
    })
  private static let pager = Setting(
    name: "pager", choices: "on, off", summary: "long help goes through $PAGER",
    text: { $0.pagesHelp ? "on" : "off" },
    change: { settings, word in
      guard let isOn = switched(word) else { return false }
      settings.pagesHelp = isOn
      return true
    })

  private static func switched(_ word: String) -> Bool? {
    switch word {
    case "on", "true", "yes": true
    case "off", "false", "no": false
    default: nil
    }
  }
}

/// The settings of one session: the console changes them, its client obeys them.
public final class SharedSettings: Sendable {
  private let settings: Mutex<DisplaySettings>

  public init(_ settings: DisplaySettings = DisplaySettings()) { self.settings = Mutex(settings) }

  public var current: DisplaySettings {
    get { settings.withLock { $0 } }
    set { settings.withLock { $0 = newValue } }
  }
}
