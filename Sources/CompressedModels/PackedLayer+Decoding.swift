import EntropyCoding
import Networks
import Tensors

extension PackedLayer {
  /// The weights exactly as they were packed.
  public func weights() throws(ContainerFault) -> Weights {
    switch content {
    case .dense(let tensor): return .dense(tensor)
    case .indexedValues(let index, let values): return .pruned(try pruned(index, values))
    case .indexedCodes(_, let codebook, _), .directCodes(_, let codebook, _):
      return .shared(try shared(codebook))
    }
  }

  /// A weight in place: row-major position and code.
  private struct Entry {
    var position: Int32
    var code: UInt8
  }

  /// Rows of codes for inference, made without a dense matrix. nil for layers that have no codes,
  /// or more than 65 536 columns.
  public func sparseCodes() throws(ContainerFault) -> CodebookMatrix? {
    let matrix = MatrixShape(shape)
    guard let codebook, matrix.columns <= 1 << 16 else { return nil }
    let entries = try entries()
    var offsets = [UInt32](repeating: 0, count: matrix.rows + 1)
    for entry in entries { offsets[Int(entry.position) / matrix.columns + 1] += 1 }
    for row in 0..<matrix.rows { offsets[row + 1] += offsets[row] }
    var next = offsets
    var columns = [UInt16](repeating: 0, count: entries.count)
    var codes = [UInt8](repeating: 0, count: entries.count)
    for entry in entries {
      let (row, column) = Int(entry.position).quotientAndRemainder(dividingBy: matrix.columns)
      columns[Int(next[row])] = UInt16(column)
      codes[Int(next[row])] = entry.code
      next[row] += 1
    }
    return CodebookMatrix(
      rows: matrix.rows, columns: matrix.columns, rowOffsets: offsets, columnIndices: columns,
      codes: codes,
      codebook: codebook.centroids)
  }

  private func pruned(_ index: PackedIndex, _ values: [Float]) throws(ContainerFault)
    -> PrunedWeights
  {
    let matrix = MatrixShape(shape)
    let positions = try index.entryPositions(below: weightCount)
    guard positions.count == values.count else {
      throw .index(.wrongSurvivorCount(expected: values.count, found: positions.count))
    }
    var isKept = [Bool](repeating: false, count: weightCount)
    var dense = [Float](repeating: 0, count: weightCount)
    for (position, value) in zip(positions, values) {
      let place = index.scanOrder.rowMajorPosition(of: Int(position), in: matrix)
      isKept[place] = true
      dense[place] = value
    }
    return PrunedWeights(
      values: Tensor(shape: shape, values: dense), mask: Mask(shape: shape, isKept: isKept))
  }

  private func shared(_ codebook: PackedCodebook) throws(ContainerFault) -> SharedWeights {
    var isKept = [Bool](repeating: false, count: weightCount)
    var codeAt = [UInt8](repeating: 0, count: weightCount)
    for entry in try entries() {
      isKept[Int(entry.position)] = true
      codeAt[Int(entry.position)] = entry.code
    }
    let mask = Mask(shape: shape, isKept: isKept)
    return SharedWeights(
      mask: mask, codes: mask.survivors.map { codeAt[Int($0)] }, codebook: codebook.codebook,
      bits: codebook.bits)
  }

  /// Survivors in scan order, fillers and pruned weights left out.
  private func entries() throws(ContainerFault) -> [Entry] {
    guard let codes, let codebook else { return [] }
    let symbols: [UInt16]
    do { symbols = try codes.decoded() } catch { throw .coding(error) }
    let positions = try index?.entryPositions(below: weightCount)
    let expected = positions?.count ?? weightCount
    guard symbols.count == expected else {
      throw .index(.wrongSurvivorCount(expected: expected, found: symbols.count))
    }
    return try entries(symbols, at: positions, centroids: codebook.count)
  }

  private func entries(
    _ symbols: [UInt16], at positions: [Int32]?, centroids: Int
  ) throws(ContainerFault) -> [Entry] {
    let (matrix, order) = (MatrixShape(shape), scanOrder)
    var entries: [Entry] = []
    for (number, symbol) in symbols.enumerated() where symbol != centroids {
      guard symbol < centroids else {
        throw .coding(.symbolOutOfRange(symbol: Int(symbol), alphabetSize: centroids + 1))
      }
      let place = order.rowMajorPosition(
        of: positions.map { Int($0[number]) } ?? number, in: matrix)
      entries.append(Entry(position: Int32(place), code: UInt8(symbol)))
    }
    if let index, entries.count != index.survivorCount {
      throw .index(.wrongSurvivorCount(expected: index.survivorCount, found: entries.count))
    }
    return entries
  }
}
