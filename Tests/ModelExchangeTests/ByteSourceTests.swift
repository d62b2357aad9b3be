import Foundation
import ModelExchange
import Tensors
import Testing

struct ByteSourceTests {
  private static let arrays = [
    "a": TypedTensor(shape: [3], .float32([1, -2, 0.5])),
    "b": TypedTensor(shape: [2], .uint8([7, 9])),
  ]

  /// A file gives what its bytes give.
  @Test func filesAndMemoryAreAlike() throws {
    try Python.inFolder { folder in
      let bytes = SafetensorsFile.write(Self.arrays)
      try folder.write(bytes, to: "a.safetensors")
      let source = try ByteSource(file: folder.path + "/a.safetensors")
      #expect(source.count == bytes.count)
      #expect(try SafetensorsFile.read(source) == Self.arrays)
      #expect(try SafetensorsFile.read(ByteSource(bytes)) == Self.arrays)
    }
  }

  /// Cut off anywhere, a file is refused.
  @Test func shortFilesAreRefused() throws {
    let bytes = SafetensorsFile.write(Self.arrays)
    for count in bytes.indices {
      #expect(throws: ModelExchangeError.self) {
        try SafetensorsFile.read(ByteSource(Array(bytes[..<count])))
      }
    }
  }

  /// The file shrinks after it was opened.
  @Test func filesThatBecomeShorterAreRefused() throws {
    try Python.inFolder { folder in
      try folder.write(SafetensorsFile.write(Self.arrays), to: "a.safetensors")
      let path = folder.path + "/a.safetensors"
      let source = try ByteSource(file: path)
      let handle = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
      try handle.truncate(atOffset: UInt64(source.count - 1))
      try handle.close()
      #expect(throws: ModelExchangeError.externalFile(name: path, reason: "it became shorter")) {
        try SafetensorsFile.read(source)
      }
    }
  }

  @Test func missingFilesAreRefused() {
    #expect(
      throws: ModelExchangeError.externalFile(
        name: "/proc/nowhere", reason: "No such file or directory")
    ) {
      try ByteSource(file: "/proc/nowhere")
    }
  }
}
