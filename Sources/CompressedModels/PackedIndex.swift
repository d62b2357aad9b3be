import EntropyCoding

/// Where the survivors of one layer are: scan order, gap fields of some width, and those fields in
/// coded form.
public struct PackedIndex: Sendable, Equatable {
  public let scanOrder: ScanOrder
  public let convention: GapConvention
  public let indexBits: Int
  public let survivorCount: Int
  public let gaps: CodedSymbols

  /// Stored entries that are no survivors: filler zeros or skips.
  public var fillerCount: Int { gaps.count - survivorCount }

  /// Entries that carry a weight code: fillers do with `paper`, skips do not with `escape`.
  var codedEntryCount: Int { convention == .paper ? gaps.count : survivorCount }

  /// Places of the coded entries in scan order, from the decoded gaps.
  func entryPositions(_ gaps: [UInt16], below count: Int) throws(ContainerFault) -> [Int32] {
    let index = RelativeIndex(indexBits: indexBits, convention: convention, gaps: gaps)
    let positions: [Int32]
    do { positions = try index.entryPositions(below: count) } catch { throw .index(error) }
    guard convention == .paper || positions.count == survivorCount else {
      throw .index(.wrongSurvivorCount(expected: survivorCount, found: positions.count))
    }
    return positions
  }
}
