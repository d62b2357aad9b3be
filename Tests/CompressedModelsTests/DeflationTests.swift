import CompressedModels
import ModelExchange
import TestSupport
import Testing

/// Chunks of version 2 with right sums and wrong contents.
struct DeflationTests {
  /// state, length, zlib's bytes
  private func file(_ content: [UInt8]) -> [UInt8] {
    var file = RawContainer(chunks: [.init("ONNX", content)])
    file.version = 2
    return file.bytes
  }

  private func fault(_ content: [UInt8]) -> ContainerFault? {
    do {
      _ = try ContainerReader.read(file(content))
      return nil
    } catch { return error.fault }
  }

  /// zlib's stream of nothing, 01 00 00 ff ff stored; of one byte 'x', and of what announces more.
  @Test func wrongLengthsAreRefused() {
    let one: [UInt8] = [0x78, 0x9C, 0x4B, 0x5B, 0x00, 0x06, 0x00]
    #expect(fault([3, 1] + one) == .damagedDeflation)
    #expect(fault([3, 0]) == .damagedDeflation)
    #expect(fault([3, 2, 0x78, 0x9C]) == .damagedDeflation)
    // Two gigabytes announced by a file of a few bytes are not reserved.
    #expect(fault([3, 0xFF, 0xFF, 0xFF, 0xFF, 0x07, 0x78, 0x9C, 1, 2]) == .damagedDeflation)
  }

  @Test func theStateIsChecked() {
    #expect(fault([9, 1]) == .unknownValue(field: "state", value: 9))
  }
}
