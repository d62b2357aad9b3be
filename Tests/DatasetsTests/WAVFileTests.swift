import Datasets
import Testing

struct WAVFileTests {
  private static func little(_ number: Int, _ count: Int) -> [UInt8] {
    (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
  }

  private static func chunk(_ name: String, _ content: [UInt8]) -> [UInt8] {
    Array(name.utf8) + little(content.count, 4) + content + (content.count % 2 == 0 ? [] : [0])
  }

  private static func format(_ code: Int = 1, channels: Int = 1, bits: Int = 16) -> [UInt8] {
    chunk(
      "fmt ",
      little(code, 2) + little(channels, 2) + little(8000, 4) + little(16000, 4) + little(2, 2)
        + little(bits, 2) + (code == 0xfffe ? little(22, 2) + little(16, 2) + little(4, 4) : [])
        + (code == 0xfffe ? little(1, 2) + [UInt8](repeating: 0, count: 14) : []))
  }

  private static func file(_ chunks: [UInt8]...) -> [UInt8] {
    let content = Array("WAVE".utf8) + chunks.joined()
    return Array("RIFF".utf8) + little(content.count, 4) + content
  }

  private static let samples = chunk(
    "data", [0, -32768, 32767, 16384, -1].flatMap { little($0, 2) })

  @Test(arguments: [
    file(format(), samples), file(format(0xfffe), samples),
    file(chunk("LIST", [1, 2, 3]), format(), chunk("x   ", []), samples, chunk("end ", [])),
  ])
  func samplesAreFractions(bytes: [UInt8]) throws {
    let sound = try WAVFile(bytes, path: "a.wav")
    #expect(sound.rate == 8000)
    #expect(sound.samples == [0, -1, 32767 / 32768, 0.5, -1 / 32768])
  }

  @Test(
    arguments: [
      (Array("RIFF".utf8), "it does not begin as a .wav file"),
      (file(format()), "it has no samples"),
      (file(samples), "samples come before their format"),
      (Array(file(format(), samples).dropLast()), "it ends early"),
      (file(chunk("fmt ", [1, 0]), samples), "its format is cut off"),
      (file(format(channels: 2), samples), "it has 2 channels of 16 bits, not one of 16"),
      (file(format(bits: 8), samples), "it has 1 channels of 8 bits, not one of 16"),
      (
        file(format(3, bits: 32), samples),
        "it has 1 channels of 32 bits of format 3, not one of 16"
      ),
    ] as [([UInt8], String)])
  func otherSoundsAreRefused(bytes: [UInt8], reason: String) {
    #expect(throws: DatasetError.badSound(path: "a.wav", reason: reason)) {
      try WAVFile(bytes, path: "a.wav")
    }
  }
}
