import ArgumentParser
import CTerminal
import Console
import Foundation
import Ranks

extension TableFormat: ExpressibleByArgument {}

/// What the terminal and the environment say about output.
struct OutputStyle: Sendable {
  /// Whether diagnostics are coloured: on a terminal, unless NO_COLOR is set or the terminal is
  /// dumb.
  var colorsErrors = false
  /// Whether progress is redrawn on one line.
  var redrawsProgress = false
  /// Whether a window shows the output.
  var isTerminal = false
  /// Whether a person types, too.
  var isInteractive = false
  /// How the terminal says that it shows pictures.
  var pictures: InlinePicture?
  /// Whether another process speaks for this one: rank 0 of a run.
  var isSilent = false

  static func detected(environment: [String: String]) -> OutputStyle {
    let allowsColor = (environment["NO_COLOR"] ?? "").isEmpty && environment["TERM"] != "dumb"
    var style = OutputStyle()
    style.colorsErrors = allowsColor && isatty(STDERR_FILENO) == 1
    style.redrawsProgress = isatty(STDERR_FILENO) == 1 && environment["TERM"] != "dumb"
    style.isTerminal = isatty(STDOUT_FILENO) == 1
    style.isInteractive = style.isTerminal && isatty(STDIN_FILENO) == 1
    style.pictures = InlinePicture.spoken(environment: environment)
    style.isSilent = !RankEnvironment(environment).isFirst
    return style
  }

  func note(_ text: String) -> String {
    colorsErrors ? "\u{1B}[36mnote:\u{1B}[0m \(text)" : "note: \(text)"
  }

  /// A line beside the results.
  func faint(_ text: String) -> String { colorsErrors ? "\u{1B}[2m\(text)\u{1B}[0m" : text }
}
