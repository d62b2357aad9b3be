import Console
import Testing

@Suite struct InlinePictureTests {
  /// kitty's document, "Transferring pixel data": keys of the first piece, then m=1 but for the
  /// last.
  @Test func piecesFollowTheProtocol() {
    #expect(InlinePicture.kittyText(png: [1, 2, 3]) == "\u{1B}_Ga=T,f=100,m=0;AQID\u{1B}\\\n")
    let long = InlinePicture.kittyText(png: [UInt8](repeating: 0, count: 7000))
    let pieces = long.split(separator: "\u{1B}_G").map(String.init)
    #expect(pieces.count == 3)
    #expect(pieces[0].hasPrefix("a=T,f=100,m=1;") && pieces[1].hasPrefix("m=1;"))
    #expect(pieces[2].hasPrefix("m=0;"))
    #expect(pieces.allSatisfy { $0.count < 4096 + 30 })
  }

  @Test(
    arguments: [
      (["TERM": "xterm-kitty"], .kitty), (["TERM": "xterm-256color"], nil),
      (["TERM": "xterm-256color", "TERM_PROGRAM": "WezTerm"], .kitty),
      (["TERM": "foot"], .sixel), (["TERM": "xterm", "TERM_PROGRAM": "mintty"], .sixel),
      (["TERM": "screen", "KITTY_WINDOW_ID": "1", "TMUX": "/tmp/x"], nil), ([:], nil),
    ] as [([String: String], InlinePicture?)])
  func terminalsSayWhatTheyAre(_ environment: [String: String], _ spoken: InlinePicture?) {
    #expect(InlinePicture.spoken(environment: environment) == spoken)
  }
}
