import Foundation

/// Pictures between the lines of a terminal that can show pixels (kitty's graphics protocol, which
/// kitty, Ghostty, WezTerm and Konsole speak).
public enum InlinePicture {
  /// Longer pieces of one picture a terminal may refuse.
  static let pieceLength = 4096

  /// The bytes of a PNG file as what makes the terminal show them, and a line's end.
  public static func kitty(png: [UInt8]) -> String {
    let text = Array(Data(png).base64EncodedString().utf8)
    let starts = Array(stride(from: 0, to: text.count, by: pieceLength))
    let pieces = starts.enumerated().map { index, start in
      let piece = text[start..<min(start + pieceLength, text.count)]
      let keys = (index == 0 ? "a=T,f=100," : "") + "m=\(index + 1 < starts.count ? 1 : 0)"
      return "\u{1B}_G\(keys);\(String(decoding: piece, as: UTF8.self))\u{1B}\\"
    }
    return pieces.joined() + "\n"
  }

  /// Whether the terminal says that it is one of these. Inside tmux nobody knows.
  public static func isSupported(environment: [String: String]) -> Bool {
    guard environment["TMUX"] == nil else { return false }
    let (term, program) = (environment["TERM"] ?? "", environment["TERM_PROGRAM"] ?? "")
    return environment["KITTY_WINDOW_ID"] != nil || environment["KONSOLE_VERSION"] != nil
      || ["kitty", "ghostty"].contains { term.contains($0) }
      || ["WezTerm", "ghostty"].contains(program)
  }
}
