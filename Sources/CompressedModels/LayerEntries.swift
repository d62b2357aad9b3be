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

  /// `positions` in scan order; nil when every weight has a code. `survivorCount` as the file
  /// states it, if it does.
  func entries(
    _ symbols: [UInt16], at positions: [Int32]?, survivorCount: Int?
  ) throws(ContainerFault) -> LayerEntries {
    let centroids = codebook.count
    var places: [Int32] = []
    var codes: [UInt8] = []
    places.reserveCapacity(survivorCount ?? symbols.count)
    codes.reserveCapacity(survivorCount ?? symbols.count)
    for (number, symbol) in symbols.enumerated() where symbol != centroids {
      guard symbol < centroids else {
        throw .coding(.symbolOutOfRange(symbol: Int(symbol), alphabetSize: centroids + 1))
      }
      let position = positions.map { Int($0[number]) } ?? number
      places.append(Int32(order.rowMajorPosition(of: position, in: matrix)))
      codes.append(UInt8(symbol))
    }
    if let survivorCount, places.count != survivorCount {
      throw .index(.wrongSurvivorCount(expected: survivorCount, found: places.count))
    }
    guard matrix.columns <= 1 << 16 else { return .listed(places: places, codes: codes) }
    return .rows(rows(places, codes))
  }

  /// A counting sort by row; columns stay ascending inside a row, since both scan orders have them
  /// so.
  private func rows(_ places: [Int32], _ codes: [UInt8]) -> CodebookMatrix {
    var offsets = [UInt32](repeating: 0, count: matrix.rows + 1)
    for place in places { offsets[Int(place) / matrix.columns + 1] += 1 }
    for row in 0..<matrix.rows { offsets[row + 1] += offsets[row] }
    var next = offsets
    var columns = [UInt16](repeating: 0, count: places.count)
    var ordered = [UInt8](repeating: 0, count: places.count)
    for (place, code) in zip(places, codes) {
      let (row, column) = Int(place).quotientAndRemainder(dividingBy: matrix.columns)
      columns[Int(next[row])] = UInt16(column)
      ordered[Int(next[row])] = code
      next[row] += 1
    }
    return CodebookMatrix(
      rows: matrix.rows, columns: matrix.columns, rowOffsets: offsets, columnIndices: columns,
      codes: ordered, codebook: codebook.centroids)
  }
}
