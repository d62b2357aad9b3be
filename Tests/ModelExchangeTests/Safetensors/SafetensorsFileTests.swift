import Foundation
import ModelExchange
import Networks
import Tensors
import Testing

struct SafetensorsFileTests {
  private func file(_ header: String, data: [UInt8]) -> [UInt8] {
    littleEndian(UInt64(header.utf8.count)) + Array(header.utf8) + data
  }

  /// 1.0, -2.0 in each type; bfloat16 is the upper half of a float.
  @Test func everyTypeIsRead() throws {
    let header = """
      {"__metadata__": {"format": "pt"}, "a": {"dtype": "F32", "shape": [2], \
      "data_offsets": [0, 8]},
       "b": {"dtype": "F16", "shape": [1, 2], "data_offsets": [8, 12]},
       "c": {"dtype": "BF16", "shape": [2, 1], "data_offsets": [12, 16]},
       "d": {"dtype": "U8", "shape": [], "data_offsets": [16, 17]}}
      """
    let bytes = file(
      header, data: [0, 0, 0x80, 0x3F, 0, 0, 0, 0xC0, 0, 0x3C, 0, 0xC0, 0x80, 0x3F, 0, 0xC0, 7])
    #expect(SafetensorsFile.recognizes(bytes))
    let arrays = try SafetensorsFile.read(bytes)
    #expect(arrays.keys.sorted() == ["a", "b", "c", "d"])
    #expect(
      arrays["a"]?.floats == [1, -2] && arrays["b"]?.floats == [1, -2]
        && arrays["c"]?.floats == [1, -2])
    #expect(arrays["b"]?.shape == [1, 2] && arrays["d"]?.floats == [7] && arrays["d"]?.shape == [])
  }

  @Test func aNetworkTakesThem() throws {
    let network = try Network(
      inputShape: [1],
      descriptions: [LayerDescription(operation: "dense", attributes: ["outputs": .integers([1])])])
    let bytes = file(
      """
      {"fc1.weight": {"dtype": "F32", "shape": [1, 1], "data_offsets": [0, 4]},
       "fc1.bias": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}
      """, data: [0, 0, 0, 0x40, 0, 0, 0x80, 0x3F])
    let filled = try network.filled(from: SafetensorsFile.read(bytes))
    #expect(filled.forward(Tensor(shape: [1, 1], values: [3])).values == [7])
  }

  private static func array(
    _ name: String, _ offsets: String, shape: String = "[1]", type: String = "F32"
  ) -> String {
    "\"\(name)\": {\"dtype\": \"\(type)\", \"shape\": \(shape), \"data_offsets\": \(offsets)}"
  }

  @Test(arguments: [
    (
      array("a", "[0, 4]") + "," + array("b", "[2, 6]"),
      ModelExchangeError.overlapping(name: "a", other: "b")
    ),
    (array("a", "[4, 8]"), .unusedBytes(count: 4)),
    (array("a", "[0, 4]"), .unusedBytes(count: 4)),
    (array("a", "[0, 12]"), .outOfBounds(name: "a")),
    (array("a", "[4, 0]"), .outOfBounds(name: "a")),
    (array("a", "[-4, 0]"), .outOfBounds(name: "a")),
    (
      array("a", "[0, 8]", shape: "[1152921504606846976]"),
      .inEntry(name: "a", .shapeTooLarge([1_152_921_504_606_846_976]))
    ),
    (array("a", "[0, 8]", shape: "[-2]"), .inEntry(name: "a", .shapeTooLarge([-2]))),
    (
      array("a", "[0, 8]", shape: "[3]"),
      .inEntry(name: "a", .wrongByteCount(expected: 12, found: 8))
    ),
    (
      array("a", "[0, 8]", type: "F8_E5M2"), .inEntry(name: "a", .unsupportedElementType("F8_E5M2"))
    ),
    (array("a", "[0, 4]") + "," + array("a", "[4, 8]"), .duplicateEntry(name: "a")),
  ])
  func hostileHeadersAreRefused(fields: String, error: ModelExchangeError) {
    #expect(throws: error) {
      try SafetensorsFile.read(file("{\(fields)}", data: [UInt8](repeating: 0, count: 8)))
    }
  }

  @Test func aHeaderBeyondTheFileIsRefused() {
    let bytes = littleEndian(UInt64.max) + Array("{}".utf8)
    #expect(!SafetensorsFile.recognizes(bytes))
    #expect(throws: ModelExchangeError.self) { try SafetensorsFile.read(bytes) }
    #expect(throws: ModelExchangeError.self) { try SafetensorsFile.read([1, 0, 0]) }
  }
}
