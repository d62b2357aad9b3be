import CompressedModels
import Networks
import Tensors
import Testing

/// Damage that no one planned: whatever is done to a file, it is refused or read, and never stops
/// the program.
struct HostileFilesTests {
  /// Small limits, so that a lucky mutation cannot make the test slow.
  private func attempt(_ bytes: [UInt8]) throws(ContainerError) {
    let limits = ContainerLimits(maximumWeights: 1 << 20)
    let model = try ContainerReader.readPacked(bytes, limits: limits)
    _ = try model.skeleton()
    for layer in model.layers {
      do { _ = try layer.sparseCodes() } catch { throw ContainerError(error, at: .init()) }
    }
    _ = try ContainerReader.read(bytes, limits: limits)
  }

  private static let small: [AcceptedFile] = [
    .workedExample, .dense, .pruned, .shared, .packedFillers, .packedDirect, .arithmetic,
    .arithmeticPlanes, .arithmeticStreams,
  ]

  @Test("A file cut off after any byte is refused", arguments: small)
  func truncationIsRefused(file: AcceptedFile) throws {
    let bytes = try file.model().serialized()
    for length in 0..<bytes.count {
      #expect(throws: ContainerError.self) { try attempt(Array(bytes[..<length])) }
    }
  }

  @Test(
    "A file with any one bit flipped is refused",
    arguments: [AcceptedFile.workedExample, .dense, .shared, .arithmetic])
  func flippedBitsAreRefused(file: AcceptedFile) throws {
    var bytes = try file.model().serialized()
    for position in bytes.indices {
      for bit in 0..<8 {
        bytes[position] ^= 1 << bit
        #expect(throws: ContainerError.self) { try attempt(bytes) }
        bytes[position] ^= 1 << bit
      }
    }
  }

  @Test("Random edits whose sums are put right never trap", arguments: small, 0..<8)
  func resealedEditsNeverTrap(file: AcceptedFile, seed: Int) throws {
    let sound = RawContainer(try file.model().serialized())
    var random = RandomSource(seed: UInt64(seed))
    for _ in 0..<400 {
      var edited = sound
      for _ in 0...random.below(3) { edit(&edited, random: &random) }
      try? attempt(edited.bytes)
    }
  }

  @Test(
    "Every byte of every chunk set to awkward values, sums put right",
    arguments: [AcceptedFile.workedExample, .shared, .arithmetic, .arithmeticPlanes])
  func awkwardValuesNeverTrap(file: AcceptedFile) throws {
    let sound = RawContainer(try file.model().serialized())
    for chunk in sound.chunks.indices {
      for position in sound.chunks[chunk].content.indices {
        for value in [0, 1, 0x7F, 0x80, 0xFF] as [UInt8] {
          var edited = sound
          edited.chunks[chunk].content[position] = value
          try? attempt(edited.bytes)
        }
      }
    }
  }

  /// One change of the kinds that break parsers: other bytes, fewer, more, long numbers, chunks
  /// swapped or doubled.
  private func edit(_ file: inout RawContainer, random: inout RandomSource) {
    let chunk = random.below(file.chunks.count)
    let content = file.chunks[chunk].content
    let position = random.below(
      max(1, min(content.count, random.below(2) == 0 ? 40 : content.count)))
    guard position < content.count else { return }
    switch random.below(7) {
    case 0: file.chunks[chunk].content[position] = UInt8(random.below(256))
    case 1: file.chunks[chunk].content[position] ^= 1 << UInt8(random.below(8))
    case 2: file.chunks[chunk].content.remove(at: position)
    case 3: file.chunks[chunk].content.insert(UInt8(random.below(256)), at: position)
    case 4:
      let long = [[0xFF, 0xFF, 0xFF, 0xFF, 0x07], [0xFF, 0xFF, 0xFF, 0x7F]] as [[UInt8]]
      file.chunks[chunk].content.replaceSubrange(position...position, with: long[random.below(2)])
    case 5: file.chunks[chunk].content.removeLast(random.below(content.count))
    default: file.chunks.swapAt(chunk, random.below(file.chunks.count))
    }
  }
}
