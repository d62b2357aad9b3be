import Tensors

/// How many survivors have which upper sixteen bits of their magnitudes, or, among those of one
/// such class, which lower fifteen. Counts of layers that are never in memory together add up.
public struct MagnitudeCounts: Sendable, Equatable {
  private static let lowerBits: UInt32 = 15
  private static let blockSize = 1 << 22

  private var counts: [Int]

  /// Of nothing.
  public init(isLower: Bool) {
    counts = [Int](repeating: 0, count: 1 << (isLower ? Int(Self.lowerBits) : 16))
  }

  /// Blocks of numbers are counted by several threads.
  public init(_ numbers: [Float], _ mask: Mask, within upper: Int? = nil) {
    self.init(isLower: upper != nil)
    let size = counts.count
    let blocks = (numbers.count + Self.blockSize - 1) / Self.blockSize
    let parts = Parallel.map(blocks) { block in
      var counts = [Int](repeating: 0, count: size)
      numbers.withUnsafeBufferPointer { numbers in
        let positions = block * Self.blockSize..<min(numbers.count, (block + 1) * Self.blockSize)
        mask.forEachSurvivor(in: positions) { position in
          let key = Self.key(of: numbers[position])
          if let place = Self.place(of: key, within: upper) { counts[place] += 1 }
        }
      }
      return counts
    }
    for part in parts { add(part) }
  }

  public mutating func add(_ other: MagnitudeCounts) { add(other.counts) }

  private mutating func add(_ others: [Int]) {
    for place in counts.indices { counts[place] += others[place] }
  }

  public subscript(place: Int) -> Int { counts[place] }

  public var sum: Int { counts.reduce(0, +) }

  public func sum(below place: Int) -> Int { counts[..<place].reduce(0, +) }

  /// The first place where the sum of all counts up to it reaches `rank`, and the sum before it.
  public func place(of rank: Int) -> (place: Int, before: Int) {
    var before = 0
    for (place, count) in counts.enumerated() {
      if before + count >= rank { return (place, before) }
      before += count
    }
    return (counts.count - 1, before)
  }

  private static func place(of key: UInt32, within upper: Int?) -> Int? {
    let own = Int(key >> lowerBits)
    guard let upper else { return own }
    return own == upper ? Int(key & (1 << lowerBits - 1)) : nil
  }

  /// Order of keys as whole numbers is order of magnitudes; what is not a number comes last.
  static func key(of number: Float) -> UInt32 { number.bitPattern & 0x7FFF_FFFF }

  /// The class of a number by its upper bits.
  package static func upper(of number: Float) -> Int { Int(key(of: number) >> lowerBits) }

  static func key(upper: Int, lower: Int) -> UInt32 { UInt32(upper) << lowerBits | UInt32(lower) }
}
