import Tensors

/// Makes inputs that readers did not expect from ones that they did: bytes flipped, lost, doubled
/// and moved, awkward numbers in all widths, pieces of other files, words of a text cut and joined.
/// The same seed makes the same inputs.
public struct Mutator {
  private var random: RandomSource
  /// Pieces of text that mean something to the reader; none for binary files.
  private let words: [[UInt8]]

  public init(seed: UInt64, words: [String] = []) {
    (random, self.words) = (RandomSource(seed: seed), words.map { Array($0.utf8) })
  }

  public mutating func below(_ count: Int) -> Int { random.below(max(1, count)) }

  /// One of the corpus, changed in one to eight places.
  public mutating func input(from corpus: [[UInt8]]) -> [UInt8] {
    var bytes = corpus[below(corpus.count)]
    for _ in 0...below(2) * below(8) { change(&bytes, corpus) }
    return bytes
  }

  public mutating func change(_ bytes: inout [UInt8], _ corpus: [[UInt8]]) {
    if !words.isEmpty, below(2) == 0 { return insertWord(&bytes) }
    // What is near the beginning decides more.
    let place = below(below(2) == 0 ? min(bytes.count, 64) : bytes.count)
    guard place < bytes.count else { return bytes.append(UInt8(below(256))) }
    switch below(9) {
    case 0: bytes[place] ^= 1 << UInt8(below(8))
    case 1: bytes[place] = UInt8(below(256))
    case 2: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF][below(5)]
    case 3: bytes.remove(at: place)
    case 4: bytes.insert(UInt8(below(256)), at: place)
    case 5: overwrite(&bytes, at: place)
    case 6: bytes.removeLast(below(bytes.count))
    case 7:
      let other = corpus[below(corpus.count)]
      let start = below(other.count)
      let piece = other[start..<min(other.count, start + 1 + below(32))]
      bytes.replaceSubrange(place..<min(bytes.count, place + below(32)), with: piece)
    default:
      let end = min(bytes.count, place + 1 + below(64))
      bytes.insert(contentsOf: bytes[place..<end], at: below(bytes.count))
    }
  }

  /// A whole number that breaks sums and products, in one of the forms that files have: fixed
  /// widths of both orders, and seven bits a byte.
  private mutating func overwrite(_ bytes: inout [UInt8], at place: Int) {
    let awkward: [UInt64] = [
      0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 40,
      UInt64(Int64.max), .max, .max - 1,
    ]
    let number = awkward[below(awkward.count)]
    let width = 1 << below(4)
    var form = (0..<width).map { UInt8(truncatingIfNeeded: number >> (8 * UInt64($0))) }
    switch below(3) {
    case 0: form.reverse()
    case 1:
      form = []
      var rest = number
      repeat {
        form.append(UInt8(rest & 0x7F) | (rest > 0x7F ? 0x80 : 0))
        rest >>= 7
      } while rest > 0
    default: break
    }
    bytes.replaceSubrange(place..<min(bytes.count, place + form.count), with: form)
  }

  private mutating func insertWord(_ bytes: inout [UInt8]) {
    let place = below(bytes.count + 1)
    let end = below(3) == 0 ? min(bytes.count, place + below(12)) : place
    bytes.replaceSubrange(place..<end, with: words[below(words.count)])
  }
}
