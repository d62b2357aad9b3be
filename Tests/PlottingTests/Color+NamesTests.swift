import Plotting
import Testing

@Suite struct ColorNamesTests {
  @Test func thePaletteHasNames() throws {
    let palette = try Theme().palette
    #expect(Color.names.prefix(8).map { Color($0) } == palette)
    #expect(palette[0] == Color(0x0072B2))
  }

  @Test func hexWordsAreColors() {
    #expect(Color("#0072B2") == Color("blue"))
    #expect(Color("Blue") == Color(0x0072B2))
    for word in ["", "#", "#12345", "#1234567", "#GGGGGG", "#+12345", "teal"] {
      #expect(Color(word) == nil, "\(word)")
    }
  }
}
