import Foundation
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// Seen from outside, through models whose weights lie in other files.
struct ExternalFilesTests {
  /// y = x a + x b, each matrix [2, 1], in files of their own or in one.
  private static func model(_ entries: [(name: String, [(String, String)])]) -> ONNXModel {
    var model = ONNXModel(inputShape: [0, 2])
    model.tensors = entries.map { name, entries in
      ProtobufWriter.message { tensor in
        tensor.packed(1, integers: [2, 1])
        tensor.integer(2, 1)
        tensor.text(8, name)
        for (key, value) in entries {
          tensor.message(13) { entry in
            entry.text(1, key)
            entry.text(2, value)
          }
        }
        tensor.integer(14, 1)
      }
    }
    model.nodes = [
      .init(operation: "MatMul", inputs: ["x", "a"], output: "p"),
      .init(operation: "MatMul", inputs: ["x", "b"], output: "q"),
      .init(operation: "Add", inputs: ["p", "q"], output: "y"),
    ]
    return model
  }

  /// 1, 2, 3, 4 as floats.
  private static let numbers = Tensor(shape: [4], values: [1, 2, 3, 4]).littleEndianBytes

  private static func output(_ network: Network) -> [Float] {
    network.forward(Tensor(shape: [1, 2], values: [10, 1])).values
  }

  /// Without an offset a tensor begins at the file's first byte; without a length it has the rest.
  @Test func placesMayBeLeftOut() throws {
    var opened: [String] = []
    let model = Self.model([
      ("a", [("location", "w"), ("length", "8")]), ("b", [("location", "w"), ("offset", "8")]),
    ])
    let network = try ONNXFile.read(model.bytes) { name in
      opened.append(name)
      return ByteSource(Self.numbers)
    }
    #expect(Self.output(network) == [(10 + 2) + (30 + 4)])
    #expect(opened == ["w"], "once, not for each tensor")
  }

  /// Bytes outside the file, and a tensor of more or fewer bytes than its shape needs.
  @Test(arguments: [
    (
      [("offset", "9"), ("length", "8")],
      ModelExchangeError.externalFile(name: "w", reason: "bytes 9 to 9 + 8 of 16")
    ),
    (
      [("offset", "-1"), ("length", "8")],
      .externalFile(name: "w", reason: "bytes -1 to -1 + 8 of 16")
    ),
    (
      [("offset", "0"), ("length", "\(Int.max)")],
      .externalFile(name: "w", reason: "bytes 0 to 0 + \(Int.max) of 16")
    ),
    ([("offset", "x")], .externalFile(name: "w", reason: "bytes -1 to -1 + 16 of 16")),
    ([("offset", "0")], .wrongByteCount(expected: 8, found: 16)),
    ([("length", "4")], .wrongByteCount(expected: 8, found: 4)),
  ]) func placesOutsideTheFileAreRefused(
    entries: [(String, String)], error: ModelExchangeError
  ) {
    let model = Self.model([
      ("a", [("location", "w")] + entries), ("b", [("location", "w"), ("length", "8")]),
    ])
    #expect(throws: ModelExchangeError.inEntry(name: "a", error)) {
      try ONNXFile.read(model.bytes) { _ in ByteSource(Self.numbers) }
    }
  }

  /// The message names the file as the model does, whoever could not open it.
  @Test func missingFilesAreNamed() throws {
    let folder = try TemporaryFolder()
    let model = Self.model([("a", [("location", "gone.bin")]), ("b", [("location", "w")])])
    let reason = "No such file or directory"
    #expect(
      throws: ModelExchangeError.inEntry(name: "a", .externalFile(name: "gone.bin", reason: reason))
    ) {
      try ONNXFile.read(model.bytes) { try ByteSource(file: "\(folder.path)/\($0)") }
    }
  }

  /// No byte of a file is read that no tensor has: a hole of 1 TB costs nothing.
  @Test func onlyTensorsAreRead() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write([], to: "w")
    let hole = 1 << 40
    let handle = try #require(FileHandle(forWritingAtPath: path))
    try #require(ftruncate(handle.fileDescriptor, hole) == 0)
    try handle.seekToEnd()
    try handle.write(contentsOf: Data(Self.numbers))
    try handle.close()
    let model = Self.model([
      ("a", [("location", "w"), ("offset", "\(hole)"), ("length", "8")]),
      ("b", [("location", "w"), ("offset", "\(hole + 8)"), ("length", "8")]),
    ])
    let network = try ONNXFile.read(model.bytes) { try ByteSource(file: "\(folder.path)/\($0)") }
    #expect(Self.output(network) == [46])
  }
}
