import Foundation
import Jupyter
import Language
import Testing

@Suite struct MIMEBundleTests {
  private struct Square: Drawing {
    let caption: String
    let hasVectors: Bool
    func svg() throws -> String {
      guard hasVectors else { throw Diagnostic(.value, "too crowded") }
      return "<svg/>"
    }
    func png(dotsPerInch: Double) throws -> [UInt8] { [1, 2, 3] }
    func sixel(dotsPerInch: Double) throws -> String { "sixels" }
  }

  private func read(_ object: JSONObject) throws -> [String: String] {
    let found = try JSONSerialization.jsonObject(with: Data(object.text.utf8))
    return try #require(found as? [String: String])
  }

  @Test func picturesAreVectorsAndPixels() throws {
    let bundle = try read(MIMEBundle.picture(Square(caption: "", hasVectors: true)))
    #expect(
      bundle == ["text/plain": "picture", "image/png": "AQID", "image/svg+xml": "<svg/>"])
    let crowded = try read(MIMEBundle.picture(Square(caption: "c", hasVectors: false)))
    #expect(crowded == ["text/plain": "c", "image/png": "AQID"])
  }

  @Test func valuesAreTextAndTablesTables() throws {
    #expect(try read(MIMEBundle.value(.number(42))) == ["text/plain": "42"])
    let table = Table(columns: [.init("a", [.number(1)])])
    let bundle = try read(MIMEBundle.value(.object(table)))
    #expect(bundle["text/html"]?.contains("<table") == true)
    #expect(bundle["text/markdown"]?.hasPrefix("| a |") == true)
  }
}
