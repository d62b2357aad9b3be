import ModelExchange
import Networks
import Tensors
import Testing

struct WrittenArrayTests {
  private static func arrays(_ names: [String]) throws -> [WrittenArray] {
    let tensors = names.map { name in
      (name: name, array: TypedTensor(shape: [2, 16], (0..<32).map { Float($0) }))
    }
    let network = try ONNXFile.network(of: tensors)
    let origin = try #require(network.origin)
    return try origin.arrays { name throws(ModelExchangeError) in
      guard let weights = network.parameter(name)?.weights else { throw .missingArray(name: name) }
      return weights
    }
  }

  /// Two rows each, one after the other.
  @Test func blocksOfRowsBecomeOneArray() throws {
    let arrays = try Self.arrays(["a", "w[0:2]", "w[2:4]"])
    #expect(arrays.map(\.name) == ["a", "w"])
    #expect(arrays[1].shape == [4, 16])
    var bytes: [UInt8] = []
    try SafetensorsFile.write(arrays) { bytes += $0 }
    let read = try SafetensorsFile.read(bytes)
    #expect(
      read["w"] == TypedTensor(shape: [4, 16], (0..<64).map { Float($0 % 32) }))
  }

  /// Rows are missing, a name is taken, a range is none: names stay as they are.
  @Test(arguments: [
    ["w[2:4]"], ["w[0:2]", "w[4:6]"], ["w", "w[0:2]"], ["w[0:3]"], ["w[:2]"], ["w[0:2:4]"],
  ]) func otherNamesStay(names: [String]) throws {
    #expect(try Self.arrays(names).map(\.name) == names.sorted())
  }
}
