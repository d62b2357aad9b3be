import FuzzedReaders
import Testing

/// A mutator that finds nothing proves nothing: bugs of the usual kinds are planted, and found.
struct MutatorTests {
  private static let sound: [UInt8] = Array("FILE".utf8) + [4, 0, 1, 2, 3, 4, 0x10, 0, 0, 0]

  /// Readers of "FILE", a count, a flag, that many bytes and a length of four bytes. True where the
  /// bug would have shown.
  private static let bugs: [String: @Sendable ([UInt8]) -> Bool] = [
    "a count is believed": { bytes in
      bytes.starts(with: Array("FILE".utf8)) && bytes.count > 6 && Int(bytes[4]) > bytes.count - 6
    },
    "a length overflows": { bytes in
      bytes.starts(with: Array("FILE".utf8)) && bytes.count >= 14
        && bytes[10..<14].reversed().reduce(0 as UInt32) { $0 << 8 | UInt32($1) } > 0x7FFF_FFF0
    },
    "an empty rest": { bytes in bytes.count == 6 && bytes.starts(with: Array("FILE".utf8)) },
    "a flag that nobody sets": { bytes in
      bytes.starts(with: Array("FILE".utf8)) && bytes.count > 5 && bytes[5] == 0x80
    },
  ]

  @Test("Planted bugs are found", arguments: bugs.keys.sorted())
  func plantedBugsAreFound(name: String) throws {
    let bug = try #require(Self.bugs[name])
    #expect(!bug(Self.sound))
    var mutator = Mutator(seed: 1)
    let tries = (1...20_000).first { _ in bug(mutator.input(from: [Self.sound])) }
    #expect(tries != nil)
  }

  /// A text in which brackets must be closed: a bug in the depth of nesting.
  @Test func plantedBugsOfTextAreFound() {
    var mutator = Mutator(seed: 2, words: ["[", "]", "x"])
    let tries = (1...20_000).first { _ in
      mutator.input(from: [Array("[x]".utf8)]).starts(with: Array("[[[".utf8))
    }
    #expect(tries != nil)
  }

  @Test func theSameSeedMakesTheSameInputs() {
    var (a, b, c) = (Mutator(seed: 3), Mutator(seed: 3), Mutator(seed: 4))
    let inputs = (0..<50).map { _ in a.input(from: [Self.sound]) }
    #expect(inputs == (0..<50).map { _ in b.input(from: [Self.sound]) })
    #expect(inputs != (0..<50).map { _ in c.input(from: [Self.sound]) })
  }
}
