import CompressedModels
import Testing

struct DescriptionDictionaryTests {
  /// Python's `zlib.crc32` of what Python/dcz/deflation.py makes from the words of FORMAT.md.
  @Test func bytesAreThoseOfTheFormat() {
    #expect(DescriptionDictionary.bytes.count == 445)
    #expect(Checksums.crc32(DescriptionDictionary.bytes[...]) == 0x1EAC_E73A)
  }

  /// One stored block, without a look at the dictionary.
  @Test func storedDescriptionsAreRead() throws {
    let file = RawContainer(chunks: [RawContainer.deflatedNetwork, RawContainer.layer])
    let plain = RawContainer(chunks: [RawContainer.network, RawContainer.layer])
    guard case .network(let network, _) = try ContainerReader.read(file.bytes),
      case .network(let expected, _) = try ContainerReader.read(plain.bytes)
    else {
      Issue.record("not a network of values")
      return
    }
    #expect(network.nodes.map(\.name) == ["fc1"])
    #expect(network.parameter("fc1") == expected.parameter("fc1"))
  }

  /// Nine layers take 187 bytes, and a third of that after the dictionary.
  @Test func longDescriptionsAreDeflated() throws {
    let model = try AcceptedFile.deflated.model()
    let chunk = try #require(ContainerInspection(model.serialized()).chunks.first)
    #expect(chunk.type == "NETD" && chunk.length < 63)
    #expect(try ContainerReader.readPacked(model.serialized()) == model)
  }
}
