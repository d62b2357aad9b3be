import Tensors

/// Weights that survive pruning, packed as a device reads them: entries of a gap and a code, in
/// streams of bits, a few streams (lanes) a row, which so many work-items read side by side.
///
/// An entry says how many columns are skipped (the relative index of paper section 2) and which
/// value multiplies the column it comes to. A gap of all ones skips that many columns and
/// multiplies nothing: it bridges long gaps, and fills up the end of a lane. A lane begins at a
/// column of its own, with a gap of 0. Its words of 32 bits lie `lanes` apart, so that neighbours
/// read neighbours; bits fill a word from the lowest on, and an entry may span two.
package struct EntryStreams: Equatable {
  package let lanes: Int
  package let gapBits: Int
  package let codeBits: Int
  package let words: [UInt32]
  /// Where each row's words begin; one more than rows.
  package let rowOffsets: [UInt32]
  /// The first column of each lane of each row.
  package let starts: [UInt16]
  /// Without codes: where each row's values begin in `order`, one more than rows.
  package let valueOffsets: [UInt32]
  /// Without codes: the entry that each place of each lane holds; none for places that are idle.
  package let order: [Int?]

  /// Bytes beyond the entries' own bits, as a fraction of these, that more lanes may cost.
  private static let dearest = 0.06
  /// More bits than this never pay.
  private static let mostGapBits = 8

  /// `codes` empty: the values lie beside the entries. Precondition: at most 65536 columns.
  package init(_ entries: RowCodes, codeBits: Int, mostLanes: Int = 32) {
    let rows = entries.rowOffsets.count - 1
    let gapBits = Self.gapBits(for: entries, codeBits: codeBits)
    let lanes = Self.lanes(
      rows: rows, bits: Self.bits(entries, gapBits: gapBits, codeBits: codeBits),
      most: mostLanes)
    var writer = Writer(lanes: lanes, gapBits: gapBits, codeBits: codeBits, entries: entries)
    for row in 0..<rows { writer.add(row) }
    (self.lanes, self.gapBits, self.codeBits) = (lanes, gapBits, codeBits)
    (words, rowOffsets, starts) = (writer.words, writer.rowOffsets, writer.starts)
    (valueOffsets, order) = (writer.valueOffsets, writer.order)
  }

  /// Bytes on the device without values and codebook.
  package var bytes: Int {
    4 * words.count + 4 * rowOffsets.count + 2 * starts.count
      + (valueOffsets.count > 1 ? 4 * valueOffsets.count : 0)
  }

  /// Bits of all entries, idle ones included, in one stream a row.
  package static func bits(_ entries: RowCodes, gapBits: Int, codeBits: Int) -> Int {
    let idle = (1 << gapBits) - 1
    var count = entries.columnIndices.count
    forEachGap(of: entries) { count += $0 / idle }
    return count * (gapBits + codeBits)
  }

  /// Those that take the least memory.
  package static func gapBits(for entries: RowCodes, codeBits: Int) -> Int {
    var counts: [Int: Int] = [:]
    forEachGap(of: entries) { counts[$0, default: 0] += 1 }
    func cost(_ bits: Int) -> Int {
      let idle = (1 << bits) - 1
      let extra = counts.reduce(0) { $0 + $1.value * ($1.key / idle) }
      return (entries.columnIndices.count + extra) * (bits + codeBits)
    }
    return (1...mostGapBits).min { (cost($0), $0) < (cost($1), $1) } ?? 1
  }

  /// Each lane costs its start and half a word that is not full.
  private static func lanes(rows: Int, bits: Int, most: Int) -> Int {
    let bytesOfRow = Double(bits) / 8 / Double(max(1, rows))
    var lanes = 1
    while lanes < most, 4 + 4 * Double(2 * lanes) <= dearest * bytesOfRow { lanes *= 2 }
    return lanes
  }

  /// Columns skipped before each entry; before the first of a row they take no bits.
  private static func forEachGap(of entries: RowCodes, _ body: (Int) -> Void) {
    for row in 0..<entries.rowOffsets.count - 1 {
      let range = Int(entries.rowOffsets[row])..<Int(entries.rowOffsets[row + 1])
      for entry in range.dropFirst() {
        body(Int(entries.columnIndices[entry]) - Int(entries.columnIndices[entry - 1]) - 1)
      }
    }
  }
}

/// Writes row after row.
private struct Writer {
  let lanes: Int
  let gapBits: Int
  let codeBits: Int
  let entries: RowCodes
  var words: [UInt32] = []
  var rowOffsets: [UInt32] = [0]
  var starts: [UInt16] = []
  var valueOffsets: [UInt32] = [0]
  var order: [Int?] = []

  private var width: Int { gapBits + codeBits }
  private var idle: Int { (1 << gapBits) - 1 }
  private var hasValues: Bool { codeBits == 0 }

  /// As many places a lane as the row needs when it is cut into equal lanes.
  mutating func add(_ row: Int) {
    let range = Int(entries.rowOffsets[row])..<Int(entries.rowOffsets[row + 1])
    let placesOfLane = (places(of: range) + lanes - 1) / lanes
    let wordsOfLane = (placesOfLane * width + 31) / 32
    let most = wordsOfLane * 32 / max(1, width)
    let first = words.count
    words += repeatElement(0, count: wordsOfLane * lanes)
    let firstValue = order.count
    if hasValues { order += repeatElement(nil, count: most * lanes) }
    var next = range.lowerBound
    for lane in 0..<lanes {
      starts.append(next < range.upperBound ? entries.columnIndices[next] : 0)
      var column = next < range.upperBound ? Int(entries.columnIndices[next]) : 0
      for place in 0..<most {
        let isEntry =
          next < range.upperBound && Int(entries.columnIndices[next]) - column < idle
        let gap = isEntry ? Int(entries.columnIndices[next]) - column : idle
        let code = isEntry && !hasValues ? Int(entries.codes[next]) : 0
        write(gap << codeBits | code, place: place, lane: lane, from: first)
        column += gap
        guard isEntry else { continue }
        if hasValues { order[firstValue + place * lanes + lane] = next }
        (next, column) = (next + 1, column + 1)
      }
    }
    assert(next == range.upperBound)
    rowOffsets.append(UInt32(words.count))
    if hasValues { valueOffsets.append(UInt32(order.count)) }
  }

  /// Of a row in one lane.
  private func places(of range: Range<Int>) -> Int {
    range.dropFirst().reduce(range.count) { count, entry in
      let gap = Int(entries.columnIndices[entry]) - Int(entries.columnIndices[entry - 1]) - 1
      return count + gap / idle
    }
  }

  private mutating func write(_ value: Int, place: Int, lane: Int, from first: Int) {
    let bit = place * width
    let word = first + bit / 32 * lanes + lane
    words[word] |= UInt32(truncatingIfNeeded: value << (bit % 32))
    if bit % 32 + width > 32 {
      words[word + lanes] |= UInt32(truncatingIfNeeded: value >> (32 - bit % 32))
    }
  }
}
