import Ranks
import Testing

@Suite struct MessageTests {
  @Test func whatIsWrittenIsReadInOrder() {
    var writer = MessageWriter()
    writer.write(-7)
    writer.write(0.1)
    writer.write("Ärger, 2 Zeilen\n")
    writer.write([UInt8]())
    var reader = MessageReader(writer.bytes)
    #expect(reader.integer() == -7)
    #expect(reader.double() == 0.1)
    #expect(reader.text() == "Ärger, 2 Zeilen\n")
    #expect(reader.blob() == [])
    #expect(reader.integer() == nil, "nothing is left")
  }

  /// -2 in two's complement, lowest byte first.
  @Test func numbersAreLittleEndian() {
    var writer = MessageWriter()
    writer.write(-2)
    #expect(writer.bytes == [0xfe] + [UInt8](repeating: 0xff, count: 7))
  }

  @Test(arguments: [[UInt8]](arrayLiteral: [], [1, 2, 3], [9, 0, 0, 0, 0, 0, 0, 0, 1]))
  func bytesThatEndEarlyAreNone(bytes: [UInt8]) {
    var reader = MessageReader(bytes)
    #expect(reader.blob() == nil)
  }

  @Test func aLengthBelowZeroIsNone() {
    var writer = MessageWriter()
    writer.write(-1)
    var reader = MessageReader(writer.bytes)
    #expect(reader.blob() == nil)
  }
}
