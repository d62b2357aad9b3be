import Plotting
import Testing

struct SixelEncodingTests {
  /// What a terminal makes of a picture: colours by pixel, row by row, of 100; read as DEC's manual
  /// says.
  private func shown(_ text: String) throws -> (width: Int, height: Int, colors: [[Int]]) {
    var body = Substring(text)
    let start = try #require(body.range(of: "q\"1;1;"))
    #expect(body[..<start.upperBound] == "\u{1B}P0;1;0q\"1;1;" && body.hasSuffix("\u{1B}\\"))
    body = body[start.upperBound...].dropLast(2)
    func number() -> Int {
      let digits = body.prefix { $0.isNumber }
      body = body.dropFirst(digits.count)
      return Int(digits) ?? -1
    }
    let width = number()
    body = body.dropFirst()
    let height = number()
    var colors = [[Int]](repeating: [], count: width * height)
    var palette: [Int: [Int]] = [:]
    var (color, column, top) = (0, 0, 0)
    while let next = body.popFirst() {
      switch next {
      case "#":
        color = number()
        guard body.first == ";" else { break }
        let parts = (0..<4).map { _ in
          body = body.dropFirst()
          return number()
        }
        #expect(parts[0] == 2)
        palette[color] = Array(parts[1...])
      case "$": column = 0
      case "-": (column, top) = (0, top + 6)
      default:
        var (count, letter) = (1, next)
        if next == "!" {
          count = number()
          let repeated = body.popFirst()
          letter = try #require(repeated)
        }
        let bits = Int(try #require(letter.asciiValue)) - 63
        for _ in 0..<count {
          for bit in 0..<6 where bits >> bit & 1 == 1 {
            #expect(colors[(top + bit) * width + column].isEmpty)
            colors[(top + bit) * width + column] = try #require(palette[color])
          }
          column += 1
        }
      }
    }
    return (width, height, colors)
  }

  @Test func terminalsSeeThePicture() throws {
    var canvas = try PixelCanvas(width: 9, height: 8)
    canvas.fillRectangle(
      Rectangle(x: 0, y: 0, width: 5, height: 7), color: Color(red: 255, green: 0, blue: 51))
    canvas.fillRectangle(
      Rectangle(x: 7, y: 2, width: 1, height: 4), color: Color(red: 0, green: 0, blue: 0))
    let picture = try shown(encodeSixel(canvas))
    let (width, height, colors) = picture
    #expect(width == 9 && height == 8)
    for row in 0..<8 {
      for column in 0..<9 {
        let wanted =
          column < 5 && row < 7
          ? [100, 0, 20] : column == 7 && (2..<6).contains(row) ? [0, 0, 0] : [100, 100, 100]
        #expect(colors[row * 9 + column] == wanted)
      }
    }
  }

  /// One colour, one band: 10 columns of six pixels are "!10~".
  @Test func runsAreCounted() throws {
    let text = encodeSixel(try PixelCanvas(width: 10, height: 6))
    #expect(text == "\u{1B}P0;1;0q\"1;1;10;6#0;2;100;100;100#0!10~-\u{1B}\\")
  }
}
