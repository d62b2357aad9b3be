import ModelExchange
import Testing

/// Bytes of the encoding's own documentation (protobuf.dev/programming-guides/encoding).
struct ProtobufReaderTests {
  private func fields(_ bytes: [UInt8]) throws -> [ProtobufReader.Field] {
    var reader = ProtobufReader(bytes[...])
    var fields: [ProtobufReader.Field] = []
    while let field = try reader.next() { fields.append(field) }
    return fields
  }

  @Test func documentedMessagesAreRead() throws {
    #expect(try fields([0x08, 0x96, 0x01]).map { [$0.number, try $0.integer()] } == [[1, 150]])
    #expect(try fields([0x12, 0x07] + Array("testing".utf8)).map { try $0.text() } == ["testing"])
    // repeated int32 f = 6 [packed]: 3, 270, 86942
    let packed = try fields([0x32, 0x06, 0x03, 0x8E, 0x02, 0x9E, 0xA7, 0x05])
    var numbers: [Int] = []
    try packed[0].addIntegers(to: &numbers)
    #expect(numbers == [3, 270, 86942])
    // -2 as int64: ten bytes.
    let minusTwo = try fields([0x08, 0xFE] + [UInt8](repeating: 0xFF, count: 8) + [0x01])
    #expect(try minusTwo[0].integer() == -2)
  }

  @Test func floatsArePackedOrSingle() throws {
    var numbers: [Float] = []
    // 1.0 and -2.0 packed in field 5, then 0.5 alone.
    for field in try fields([0x2A, 8, 0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0x2D, 0, 0, 0, 0x3F]) {
      try field.addFloats(to: &numbers)
    }
    #expect(numbers == [1, -2, 0.5])
  }

  @Test(
    arguments: [
      [0x08], [0x08, 0x96], [0x12, 0x07, 0x74], [0x0D, 0, 0], [0x09, 0, 0, 0, 0], [0x00, 0x01],
      [0x0B], [0x0C], [0x0E], [0x12, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
      [0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
    ] as [[UInt8]])
  func damagedMessagesAreRefused(bytes: [UInt8]) {
    #expect(throws: ModelExchangeError.self) { try fields(bytes) }
  }

  @Test func otherTypesThanWantedAreRefused() throws {
    let number = try fields([0x08, 0x01])[0]
    #expect(
      throws: ModelExchangeError.malformedMessage(reason: "field 1 should hold bytes", offset: 0)
    ) {
      try number.text()
    }
    let text = try fields([0x12, 0x02, 0xC3, 0x28])[0]
    #expect(throws: ModelExchangeError.self) { try text.text() }
    #expect(throws: ModelExchangeError.self) { try text.integer() }
  }
}
