import EntropyCoding
import Testing

struct BitReaderTests {
  @Test func readsWhatWasWritten() throws {
    var generator = SeededGenerator(seed: 1)
    let fields = (0..<1000).map { _ in
      let bits = Int.random(in: 0...32, using: &generator)
      return (
        UInt32.random(in: 0...UInt32.max, using: &generator)
          & UInt32((UInt64(1) << UInt64(bits)) - 1), bits
      )
    }
    var writer = BitWriter()
    for (value, bits) in fields { writer.write(value, bits: bits) }
    var reader = BitReader(writer.bytes())
    for (value, bits) in fields { #expect(try reader.read(bits: bits) == value) }
    try reader.alignToByte()
    #expect(reader.remainingBits == 0)
  }

  @Test func gammaCodesComeBack() throws {
    let values = [1, 2, 3, 4, 7, 8, 511, 512, 65_536]
    var writer = BitWriter()
    for value in values { writer.writeGamma(value) }
    var reader = BitReader(writer.bytes())
    for value in values { #expect(try reader.readGamma() == value) }
  }

  @Test func endOfBytesIsAnError() {
    var reader = BitReader([0xFF])
    #expect(throws: EntropyCodingError.streamTooShort(bytes: 1)) { try reader.read(bits: 9) }
  }

  @Test func endlessGammaIsAnError() {
    var reader = BitReader([UInt8](repeating: 0, count: 100))
    #expect(throws: EntropyCodingError.self) { try reader.readGamma() }
  }

  @Test func nonzeroPaddingIsAnError() throws {
    var reader = BitReader([0b1000_0001])
    _ = try reader.read(bits: 1)
    #expect(throws: EntropyCodingError.streamTooLong(usedBits: 1, bytes: 1)) {
      try reader.alignToByte()
    }
  }
}
