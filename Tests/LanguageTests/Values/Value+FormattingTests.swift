import Language
import Testing

@Suite struct ValueFormattingTests {
  @Test func longListsAreCutWhenShown() {
    let (_, recording) = run("x = []\nfor i in 1..150 { x += [i] }\nx", echo: .all)
    guard case .value(let value)? = recording.all.last, case .text(let text) = value.display else {
      return #expect(Bool(false))
    }
    #expect(text.hasPrefix("[1, 2, 3,"))
    #expect(text.hasSuffix(" 100, ... 50 more]"))
  }
}
