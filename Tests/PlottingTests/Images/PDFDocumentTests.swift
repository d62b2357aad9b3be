import Plotting
import Testing

/// The letter of ISO 32000-1: header, objects, table and trailer agree with each other.
@Suite struct PDFDocumentTests {
  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test func theTableFindsEveryObject() throws {
    let bytes = try SVGDocumentTests.figure().pdf()
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false).map {
      Self.text(Array($0))
    }
    #expect(lines[0] == "%PDF-1.4")
    let start = try #require(lines.firstIndex(of: "startxref"))
    let place = try #require(Int(lines[start + 1]))
    #expect(Self.text(Array(bytes[place..<place + 4])) == "xref")
    let table = try #require(lines.firstIndex(of: "xref"))
    let count = try #require(Int(lines[table + 1].split(separator: " ")[1]))
    for number in 1..<count {
      let entry = lines[table + 2 + number]
      #expect(entry.utf8.count == 19, "20 bytes with the line's end")
      let offset = try #require(Int(entry.prefix(10)))
      let expected = "\(number) 0 obj"
      #expect(Self.text(Array(bytes[offset..<offset + expected.utf8.count])) == expected)
    }
    #expect(lines[start + 2] == "%%EOF")
  }

  @Test func theTitleIsThere() throws {
    let text = Self.text(try SVGDocumentTests.figure().pdf())
    // python3 -c 'print("a < b & \"c\"".encode("utf-16-be").hex().upper())'
    #expect(text.contains("/Title <FEFF00610020003C00200062002000260020002200630022>"))
    #expect(text.contains("/MediaBox [0 0 600 400]"))
  }
}
