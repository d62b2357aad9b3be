import Plotting
import Testing

@Suite struct PNGEncodingTests {
  /// Types and data of all chunks, read by the letter of the specification (5.3): length, type,
  /// data, CRC.
  private func chunks(_ png: [UInt8]) -> [(type: String, data: [UInt8])] {
    var result: [(String, [UInt8])] = []
    var at = 8
    while at + 12 <= png.count {
      let length = png[at..<at + 4].reduce(0) { $0 << 8 | Int($1) }
      let type = String(decoding: png[at + 4..<at + 8], as: UTF8.self)
      result.append((type, Array(png[at + 8..<at + 8 + length])))
      at += 12 + length
    }
    return result
  }

  private func figure(_ title: String) -> Figure {
    var chart = Chart(title: title)
    chart.add(LineMark(x: [0, 1], y: [0, 1]))
    return Figure(chart)
  }

  @Test func textsFollowTheHeader() throws {
    let chunks = chunks(try figure("Größe").png())
    #expect(chunks.map(\.type).prefix(3) == ["IHDR", "tEXt", "tEXt"])
    #expect(chunks.map(\.type).last == "IEND")
    // 144 pixels an inch are 5669 a metre: 0x1625.
    #expect(chunks[3].type == "pHYs" && chunks[3].data == [0, 0, 0x16, 0x25, 0, 0, 0x16, 0x25, 1])
    // "Größe" in Latin-1.
    #expect(chunks[1].data == Array("Title".utf8) + [0, 0x47, 0x72, 0xF6, 0xDF, 0x65])
    #expect(chunks[2].data == Array("Software\0dcs".utf8))
  }

  @Test func otherScriptsAreUTF8() throws {
    let chunk = chunks(try figure("σ → 0").png())[1]
    #expect(chunk.type == "iTXt")
    #expect(chunk.data == Array("Title".utf8) + [0, 0, 0, 0, 0] + Array("σ → 0".utf8))
  }

  @Test func textChunkIsByteForByteAsSpecified() throws {
    // python3 -c "import struct, zlib; b = b'tEXtSoftware\0dcs'; print((struct.pack('>I', len(b) -
    // 4) + b + struct.pack('>I', zlib.crc32(b))).hex())"
    let expected: [UInt8] =
      [0, 0, 0, 12] + Array("tEXtSoftware\0dcs".utf8) + [0xDD, 0x9E, 0x4E, 0x59]
    let png = try figure("").png()
    #expect(Array(png[33..<33 + expected.count]) == expected)
  }

  @Test func junkIsRefusedWithAReason() throws {
    let good = try figure("x").png(width: 60, height: 40)
    #expect(throws: PlottingError.self) { try decodePNG([1, 2, 3]) }
    #expect(throws: PlottingError.self) { try decodePNG(Array(good.prefix(good.count / 2))) }
  }

  @Test func fewColorsAreKeptExactly() throws {
    var canvas = try PixelCanvas(width: 16, height: 16)
    for i in 0..<256 {
      canvas.fill(
        x: i % 16, y: i / 16, color: Color(UInt32(i) << 16 | UInt32(255 - i)), coverage: 1)
    }
    #expect(try decodePNG(encodePNG(canvas, texts: [])).bytes == canvas.bytes)
  }

  @Test func manyColorsStayNear() throws {
    var canvas = try PixelCanvas(width: 40, height: 40)
    for i in 0..<1600 {
      let gradient = Color(0x440154).mixed(with: Color(0xFDE725), part: Double(i) / 1599)
      canvas.fill(x: i % 40, y: i / 40, color: gradient, coverage: 1)
    }
    let decoded = try decodePNG(encodePNG(canvas, texts: [])).bytes
    let worst = zip(decoded, canvas.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 255
    #expect(worst <= 3)
  }
}
