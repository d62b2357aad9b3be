import ArgumentParser
import CTerminal
import Foundation

/// How tables are written.
enum TableFormat: String, ExpressibleByArgument, CaseIterable {
  case table, csv, json, md
}

/// What the terminal, the environment and the options say about output.
struct OutputStyle: Sendable {
  var tableFormat = TableFormat.table
  /// No progress at all.
  var isQuiet = false
  /// Whether diagnostics are coloured: on a terminal, unless NO_COLOR is set or the terminal is
  /// dumb.
  var colorsErrors = false
  var colorsOutput = false
  /// Whether progress is redrawn on one line.
  var redrawsProgress = false

  static func detected(environment: [String: String]) -> OutputStyle {
    let allowsColor = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    var style = OutputStyle()
    style.colorsErrors = allowsColor && isatty(STDERR_FILENO) == 1
    style.colorsOutput = allowsColor && isatty(STDOUT_FILENO) == 1
    style.redrawsProgress = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    return style
  }
}
