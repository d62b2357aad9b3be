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

  func relative(_ gaps: [UInt16]) -> RelativeIndex {
    RelativeIndex(indexBits: indexBits, convention: convention, gaps: gaps)
  }

  /// How many coded entries the decoded gaps lead to, all of them below `count`.
  func entryCount(_ gaps: [UInt16], below count: Int) throws(ContainerFault) -> Int {
    var entries = 0
    do { try relative(gaps).forEachEntry(below: count) { _ in entries += 1 } } catch {
      throw .index(error)
    }
    guard convention == .paper || entries == survivorCount else {
      throw .index(.wrongSurvivorCount(expected: survivorCount, found: entries))
    }
    return entries
  }

  /// Places of the coded entries in scan order, from the decoded gaps.
  func entryPositions(_ gaps: [UInt16], below count: Int) throws(ContainerFault) -> [Int32] {
    let positions: [Int32]
    do { positions = try relative(gaps).entryPositions(below: count) } catch {
      throw .index(error)
    }
    guard convention == .paper || positions.count == survivorCount else {
      throw .index(.wrongSurvivorCount(expected: survivorCount, found: positions.count))
    }
    return positions
  }
}
