import Foundation

/// How terminals that can show pixels are given pictures between the lines.
public enum InlinePicture: String, CaseIterable, Sendable {
  /// kitty's graphics protocol, which kitty, Ghostty, WezTerm and Konsole speak.
  case kitty
  /// DEC's sixels, which foot, mlterm, mintty, contour, iTerm2 and others show.
  case sixel

  /// Longer pieces of one picture a terminal may refuse.
  static let pieceLength = 4096

  /// The bytes of a PNG file as what makes the terminal show them, and a line's end.
  public static func kittyText(png: [UInt8]) -> String {
    let text = Array(Data(png).base64EncodedString().utf8)
    let starts = Array(stride(from: 0, to: text.count, by: pieceLength))
    let pieces = starts.enumerated().map { index, start in
      let piece = text[start..<min(start + pieceLength, text.count)]
      let keys = (index == 0 ? "a=T,f=100," : "") + "m=\(index + 1 < starts.count ? 1 : 0)"
      return "\u{1B}_G\(keys);\(String(decoding: piece, as: UTF8.self))\u{1B}\\"
    }
    return pieces.joined() + "\n"
  }

  /// What the terminal says that it speaks. Inside tmux nobody knows.
  public static func spoken(environment: [String: String]) -> InlinePicture? {
    guard environment["TMUX"] == nil else { return nil }
    let (term, program) = (environment["TERM"] ?? "", environment["TERM_PROGRAM"] ?? "")
    func names(_ names: String...) -> Bool {
      names.contains { term.contains($0) || program == $0 }
    }
    if environment["KITTY_WINDOW_ID"] != nil || environment["KONSOLE_VERSION"] != nil
      || names("kitty", "ghostty", "WezTerm")
    {
      return .kitty
    }
    return names("foot", "mlterm", "sixel", "contour", "yaft", "mintty", "iTerm.app") ? .sixel : nil
  }
}
