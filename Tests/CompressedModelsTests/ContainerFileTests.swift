import CompressedModels
import Foundation
import ModelExchange
import Networks
import Tensors
import TestSupport
import Testing

/// A file read in parts says what the reader of the whole says.
@Suite struct ContainerFileTests {
  private static func array(_ shape: [Int], _ value: (Int) -> Float) -> TypedTensor {
    TypedTensor(Tensor(shape: shape, values: (0..<shape.reduce(1, *)).map(value)))
  }

  private func packed() throws -> PackedModel {
    let arrays = [
      (name: "a", array: Self.array([8, 6]) { Float($0 % 5) }),
      (name: "b", array: Self.array([20]) { Float($0) }),
      (name: "c", array: Self.array([5, 5]) { Float($0) }),
    ]
    return try PackedModel(encoding: try ONNXFile.network(of: arrays))
  }

  @Test func layersAreThoseOfTheWhole() throws {
    let (folder, model) = (try TemporaryFolder(), try packed())
    let file = try ContainerFile(path: try folder.write(model.serialized(), to: "m.dcz"))
    #expect(file.names == ["a", "c"])
    #expect(file.state == model.state)
    #expect(file.bytes == model.bytes)
    for name in file.names {
      #expect(try file.layer(name)?.weights() == model.layer(name)?.weights())
    }
    #expect(try file.layer("b") == nil, "numbers a channel are not coded")
    #expect(try file.verify() == 73)
  }

  /// Every byte of the file is covered by a sum: one that is turned is found.
  @Test func everyTurnedByteIsFound() throws {
    let (folder, model) = (try TemporaryFolder(), try packed())
    let bytes = model.serialized()
    for place in stride(from: 0, to: bytes.count, by: 7) {
      var damaged = bytes
      damaged[place] ^= 0x10
      let path = try folder.write(damaged, to: "damaged.dcz")
      #expect(throws: (any Error).self, "byte \(place)") {
        _ = try ContainerFile(path: path).verify()
      }
    }
  }

  @Test func aFileThatEndsEarlyIsRefused() throws {
    let (folder, bytes) = (try TemporaryFolder(), try packed().serialized())
    for count in stride(from: 0, to: bytes.count, by: 11) {
      let path = try folder.write(Array(bytes[..<count]), to: "short.dcz")
      #expect(throws: (any Error).self) { _ = try ContainerFile(path: path) }
    }
  }
}
