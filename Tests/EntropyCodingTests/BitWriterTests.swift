import EntropyCoding
import Testing

struct BitWriterTests {
  @Test("The first bit written is the least significant bit of the first byte")
  func packsLeastSignificantFirst() {
    var writer = BitWriter()
    writer.write(1, bits: 1)
    writer.write(0b10, bits: 2)
    writer.write(0b11111, bits: 5)
    writer.write(0x3, bits: 2)
    // 11111 10 1, then 11 in the low bits of a zero byte.
    #expect(writer.bytes() == [0b1111_1101, 0b0000_0011])
    #expect(writer.bitCount == 10)
  }

  @Test(
    "Elias gamma codes take 2 floor(log2 n) + 1 bits",
    arguments: [(1, 1), (2, 3), (3, 3), (4, 5), (255, 15)])
  func gammaCodesHaveTheirLength(value: Int, bits: Int) {
    var writer = BitWriter()
    writer.writeGamma(value)
    #expect(writer.bitCount == bits)
  }

  @Test("32 bits at once survive any alignment")
  func wideValuesSurvive() throws {
    for offset in 0..<8 {
      var writer = BitWriter()
      writer.write(0, bits: offset)
      writer.write(0xDEAD_BEEF, bits: 32)
      var reader = BitReader(writer.bytes())
      _ = try reader.read(bits: offset)
      #expect(try reader.read(bits: 32) == 0xDEAD_BEEF)
    }
  }
}
