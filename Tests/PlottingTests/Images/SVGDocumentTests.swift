import Foundation
import Plotting
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct SVGDocumentTests {
  static func figure() -> Figure {
    var chart = Chart(
      title: "a < b & \"c\"", xAxis: Axis(label: "x", minimum: 0, maximum: 2), yAxis: Axis())
    chart.add(
      LineMark(
        x: [0, 1, 5], y: [1, 2, 9], name: "one", style: .dashed, marker: .circle, opacity: 0.5))
    return Figure(chart)
  }

  /// Counts what an XML parser of another house finds: a document that is not well formed fails.
  private final class Reader: NSObject, XMLParserDelegate {
    var elements: [String: Int] = [:]
    var titles: [String] = []
    private var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String] = [:]
    ) {
      elements[name, default: 0] += 1
      text = ""
    }

    func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

    func parser(
      _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
    ) {
      if name == "title" { titles.append(text) }
    }
  }

  @Test func isWellFormedAndTellsValues() throws {
    let svg = try Self.figure().svg()
    let reader = Reader()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = reader
    #expect(parser.parse(), "\(String(describing: parser.parserError))")
    #expect(reader.titles.first == "a < b & \"c\"")
    #expect(reader.titles.contains("one: (1, 2)"))
    #expect(!reader.titles.contains("one: (5, 9)"), "it lies beyond the axis")
    #expect(reader.elements["text", default: 0] > 5)
    #expect(svg.contains("Not drawn, of 3 values: 1 beyond their limits"))
  }

  @Test func hasTheSizeInPointsAndTheCanvasInPixels() throws {
    let svg = try Self.figure().svg(width: 900, height: 600, scale: 2)
    #expect(svg.contains("width=\"450\" height=\"300\" viewBox=\"0 0 900 600\""))
  }

  @Test func opacityAndDashesAreTheViewers() throws {
    let svg = try Self.figure().svg()
    #expect(svg.contains("stroke-opacity=\"0.5\""))
    #expect(svg.contains("stroke-dasharray=\""))
  }

  @Test func isTheSameEachTimeAndHasNoIdentifiers() throws {
    let svg = try Self.figure().svg()
    #expect(try svg == Self.figure().svg())
    #expect(!svg.contains(" id=\""))
  }
}
