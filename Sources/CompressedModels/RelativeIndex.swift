import EntropyCoding

/// What is stored where the way to the next survivor is longer than an index field can say (paper
/// section 2, Figure 2).
public enum GapConvention: UInt8, Sendable, CaseIterable {
  /// As in the paper: a field of b bits holds distance - 1, 0..<2^b; a longer distance is bridged
  /// by filler zeros, stored entries of weight zero, every 2^b positions.
  case paper = 0
  /// The largest field value, 2^b - 1, skips 2^b - 1 positions and stands for no weight, so it
  /// needs no weight code; a field below it holds distance - 1. Smaller, hence the default.
  case escape = 1

  /// The longest distance one field can say, to a weight.
  func reach(indexBits: Int) -> Int { self == .paper ? 1 << indexBits : (1 << indexBits) - 1 }
}

/// Positions of survivors as distances ("gaps") from one to the next, in fields of a few bits.
///
/// The first distance counts from the place before the first position. Zeros behind the last
/// survivor are not stored.
public struct RelativeIndex: Sendable, Equatable {
  /// Widest field that is supported.
  public static let widestIndex = 12

  public let indexBits: Int
  public let convention: GapConvention
  /// One field for each entry: survivors, and between them fillers (`paper`) or skips (`escape`).
  public let gaps: [UInt16]

  public init(indexBits: Int, convention: GapConvention, gaps: [UInt16]) {
    (self.indexBits, self.convention, self.gaps) = (indexBits, convention, gaps)
  }

  /// Encodes ascending positions. Precondition: they ascend from 0 on; 1...12 bits.
  public init(positions: [Int32], indexBits: Int, convention: GapConvention) {
    precondition((1...Self.widestIndex).contains(indexBits))
    var gaps: [UInt16] = []
    gaps.reserveCapacity(positions.count)
    let reach = convention.reach(indexBits: indexBits)
    let bridge = UInt16((1 << indexBits) - 1)
    var previous = -1
    for position in positions {
      precondition(Int(position) > previous)
      var distance = Int(position) - previous
      while distance > reach {
        gaps.append(bridge)
        distance -= reach
      }
      gaps.append(UInt16(distance - 1))
      previous = Int(position)
    }
    self.init(indexBits: indexBits, convention: convention, gaps: gaps)
  }

  /// Positions of the entries that carry a weight code: all of them with `paper` (fillers
  /// included), survivors only with `escape`. Throws `positionOutOfRange` when one is not below
  /// `count`, `endsWithSkip` when the last field of `escape` leads to no weight, `gapTooWide` for a
  /// field of more than `indexBits` bits.
  public func entryPositions(below count: Int) throws(RelativeIndexError) -> [Int32] {
    var positions: [Int32] = []
    positions.reserveCapacity(gaps.count)
    try forEachEntry(below: count) { positions.append(Int32($0)) }
    return positions
  }

  /// The same, one position after the other; what is wrong shows at the end at the latest.
  @inline(__always)
  func forEachEntry(below count: Int, _ body: (Int) -> Void) throws(RelativeIndexError) {
    var walk = GapWalk(indexBits: indexBits, convention: convention)
    for gap in gaps {
      guard gap <= walk.bridge else { throw .gapTooWide(gap: Int(gap), indexBits: indexBits) }
      let leadsToEntry = walk.follow(gap)
      guard walk.position < count else {
        throw .positionOutOfRange(position: walk.position, count: count)
      }
      if leadsToEntry { body(walk.position) }
    }
    if convention == .escape, let last = gaps.last, last == walk.bridge { throw .endsWithSkip }
  }
}

/// Where gap fields lead, one after the other (FORMAT.md, section 6).
struct GapWalk {
  let convention: GapConvention
  /// The largest value of a field, 2^b - 1.
  let bridge: Int
  /// In scan order; before the first field the place before the first weight.
  private(set) var position = -1

  init(indexBits: Int, convention: GapConvention) {
    self.convention = convention
    bridge = (1 << indexBits) - 1
  }

  /// Whether an entry is stored at the new position; a skip leads to none.
  mutating func follow(_ gap: UInt16) -> Bool {
    let isSkip = convention == .escape && gap == bridge
    position += isSkip ? bridge : Int(gap) + 1
    return !isSkip
  }
}

/// What can be wrong with stored gaps.
public enum RelativeIndexError: Error, Equatable, Sendable {
  case positionOutOfRange(position: Int, count: Int)
  case gapTooWide(gap: Int, indexBits: Int)
  case endsWithSkip
  /// A filler zero behind a gap that bridges nothing, or behind the last survivor.
  case needlessFiller(position: Int)
  /// The gaps lead to another number of survivors than stated.
  case wrongSurvivorCount(expected: Int, found: Int)
}

extension RelativeIndexError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .positionOutOfRange(let position, let count):
      "the gaps lead to position \(position) of \(count) weights"
    case .gapTooWide(let gap, let bits): "gap field \(gap) is wider than \(bits) bits"
    case .endsWithSkip: "the last gap skips positions without a weight behind them"
    case .needlessFiller(let position):
      "the filler zero at position \(position) bridges no long distance"
    case .wrongSurvivorCount(let expected, let found):
      "the gaps lead to \(found) weights instead of \(expected)"
    }
  }
}
