import EntropyCoding
import Networks
import Synchronization
import Tensors

/// The survivors of one layer, decoded and checked: all that its streams say.
package enum LayerEntries: Sendable {
  /// Row-major places in the order of the file; `codes` only where there is a codebook.
  case listed(places: [Int32], codes: [UInt8])
  /// The same as rows of codes: three bytes an entry, and what inference wants.
  case rows(CodebookMatrix)
}

/// Entries that reading had to decode to check them. The first who asks gets them along with their
/// memory; who comes later decodes the streams again.
final class KeptEntries: Sendable {
  private let entries: Mutex<LayerEntries?>

  init(_ entries: LayerEntries?) { self.entries = Mutex(entries) }

  func take() -> LayerEntries? {
    entries.withLock { kept in
      let taken = kept
      kept = nil
      return taken
    }
  }
}

/// Survivors that have codes, with the matrix that they belong to.
struct CodedEntries {
  let order: ScanOrder
  let matrix: MatrixShape
  let codebook: Codebook

  /// Every weight has a code.
  func entries(ofAll symbols: [UInt16]) throws(ContainerFault) -> LayerEntries {
    guard symbols.count == matrix.count else {
      throw .index(.wrongSurvivorCount(expected: matrix.count, found: symbols.count))
    }
    return try entries(symbols, at: nil, survivorCount: nil)
  }

  /// `index` says where the entries are; nil when every weight has a code. `survivorCount` as the
  /// file states it, if it does. The largest layers are half of a file: no place is listed on the
  /// way to rows.
  /// Precondition: as many symbols as entries.
  func entries(
    _ symbols: [UInt16], at index: RelativeIndex?, survivorCount: Int?
  ) throws(ContainerFault) -> LayerEntries {
    guard matrix.columns <= CodebookMatrix.mostColumns else {
      return try listed(symbols, at: index, survivorCount: survivorCount)
    }
    var offsets = [UInt32](repeating: 0, count: matrix.rows + 1)
    if order == .columnMajor { try count(symbols, at: index, &offsets) }
    let (columns, codes) = try rows(symbols, at: index, &offsets)
    try check(columns.count, survivorCount)
    return .rows(
      CodebookMatrix(
        rows: matrix.rows, columns: matrix.columns, rowOffsets: offsets, columnIndices: columns,
        codes: codes, codebook: codebook.centroids))
  }

  /// Where each row's entries begin, and the last one's end.
  private func count(_ symbols: [UInt16], at index: RelativeIndex?, _ offsets: inout [UInt32])
    throws(ContainerFault)
  {
    let outcome = offsets.withUnsafeMutableBufferPointer { offsets in
      Result { () throws(ContainerFault) in
        try forEachSurvivor(symbols, at: index) { row, _, _ in offsets[row + 1] += 1 }
      }
    }
    try outcome.get()
    for row in 0..<matrix.rows { offsets[row + 1] += offsets[row] }
  }

  /// Columns and codes of all rows. Both scan orders have the columns of a row ascending: entries
  /// of the row-major one come as they are kept, and say where rows begin; of the other each goes
  /// behind the last of its row.
  private func rows(_ symbols: [UInt16], at index: RelativeIndex?, _ offsets: inout [UInt32])
    throws(ContainerFault) -> (columns: [UInt16], codes: [UInt8])
  {
    let isByRow = order == .rowMajor
    var next = offsets
    var columns = [UInt16](repeating: 0, count: symbols.count)
    var codes = [UInt8](repeating: 0, count: symbols.count)
    var count = 0
    let outcome = next.withUnsafeMutableBufferPointer { next in
      columns.withUnsafeMutableBufferPointer { columns in
        codes.withUnsafeMutableBufferPointer { codes in
          Result { () throws(ContainerFault) in
            try forEachSurvivor(symbols, at: index) { row, column, code in
              let place = isByRow ? count : Int(next[row])
              (columns[place], codes[place]) = (UInt16(truncatingIfNeeded: column), code)
              count += 1
              next[isByRow ? row + 1 : row] = UInt32(truncatingIfNeeded: place + 1)
            }
          }
        }
      }
    }
    try outcome.get()
    if isByRow {
      for row in 0..<matrix.rows { next[row + 1] = max(next[row + 1], next[row]) }
      offsets = next
    }
    columns.removeLast(columns.count - count)
    codes.removeLast(codes.count - count)
    return (columns, codes)
  }

  /// Places one by one, for matrices whose columns have no numbers of 16 bits.
  private func listed(
    _ symbols: [UInt16], at index: RelativeIndex?, survivorCount: Int?
  ) throws(ContainerFault) -> LayerEntries {
    var places: [Int32] = []
    var codes: [UInt8] = []
    places.reserveCapacity(survivorCount ?? symbols.count)
    codes.reserveCapacity(survivorCount ?? symbols.count)
    try forEachSurvivor(symbols, at: index) { row, column, code in
      places.append(Int32(row * matrix.columns + column))
      codes.append(code)
    }
    try check(places.count, survivorCount)
    return .listed(places: places, codes: codes)
  }

  private func check(_ found: Int, _ stated: Int?) throws(ContainerFault) {
    if let stated, found != stated {
      throw .index(.wrongSurvivorCount(expected: stated, found: found))
    }
  }

  /// Every entry but those with the code behind the last centroid, which stands for zero.
  @inline(__always)
  private func forEachSurvivor(
    _ symbols: [UInt16], at index: RelativeIndex?, _ body: (Int, Int, UInt8) -> Void
  ) throws(ContainerFault) {
    let filler = UInt16(codebook.count)
    let isByRow = order == .rowMajor
    let length = isByRow ? matrix.columns : matrix.rows
    var (number, strange) = (0, UInt16(0))
    // Positions ascend: the line of one is that of the one before, or a later one.
    var (line, start) = (0, 0)
    func take(_ position: Int) {
      let symbol = symbols[number]
      number += 1
      guard symbol < filler else {
        strange = max(strange, symbol)
        return
      }
      while position - start >= length {
        start += length
        line += 1
      }
      let place = position - start
      body(isByRow ? line : place, isByRow ? place : line, UInt8(truncatingIfNeeded: symbol))
    }
    if let index {
      do { try index.forEachEntry(below: matrix.count, take) } catch { throw .index(error) }
    } else {
      for position in 0..<matrix.count { take(position) }
    }
    guard strange <= filler else {
      throw .coding(.symbolOutOfRange(symbol: Int(strange), alphabetSize: Int(filler) + 1))
    }
  }
}
