import ModelExchange
import Testing

struct ProtobufWriterTests {
  /// The examples of protobuf.dev/programming-guides/encoding: 150 in field 1, "testing" in field
  /// 2, and so on.
  @Test func examplesOfTheDescription() {
    var writer = ProtobufWriter()
    writer.integer(1, 150)
    #expect(writer.bytes == [0x08, 0x96, 0x01])
    #expect(
      ProtobufWriter.message { $0.text(2, "testing") } == [0x12, 0x07] + Array("testing".utf8))
    #expect(
      ProtobufWriter.message { $0.message(3) { $0.integer(1, 150) } } == [
        0x1A, 0x03, 0x08, 0x96, 0x01,
      ])
    #expect(
      ProtobufWriter.message { $0.packed(6, integers: [3, 270, 86_942]) }
        == [0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05])
    #expect(
      ProtobufWriter.message { $0.integer(1, -1) } == [0x08] + [UInt8](repeating: 0xFF, count: 9)
        + [0x01])
    #expect(ProtobufWriter.message { $0.float(4, 1) } == [0x25, 0, 0, 0x80, 0x3F])
  }

  @Test func theReaderReadsIt() throws {
    var inner = ProtobufWriter()
    inner.float(1, -2.5)
    var writer = ProtobufWriter()
    writer.integer(300, -7)
    writer.append(inner)
    writer.packed(2, floats: [1, 2])
    var reader = ProtobufReader(writer.bytes[...])
    let first = try #require(try reader.next())
    #expect(try first.number == 300 && first.integer() == -7)
    let second = try #require(try reader.next())
    #expect(second.number == 1 && second.value == .fixed32(Float(-2.5).bitPattern))
    var floats: [Float] = []
    try #require(try reader.next()).addFloats(to: &floats)
    #expect(floats == [1, 2])
    #expect(try reader.next() == nil)
  }
}
