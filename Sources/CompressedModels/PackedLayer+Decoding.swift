import EntropyCoding
import Networks
import Tensors

extension PackedLayer {
  /// A layer from a file. Its streams are decoded here, once; what they hold is checked, counted
  /// and kept. Throws the first rule that they break.
  init(
    reading content: Content, of header: LayerHeader, bias: Bias?
  ) throws(ContainerFault) {
    let symbols = try content.symbols()
    let entries = try content.entries(symbols, shape: header.shape)
    do {
      try self.init(
        name: header.name, nodeIndex: header.nodeIndex, shape: header.shape, bias: bias,
        content: content, symbols: symbols, decoded: entries)
    } catch { throw .coding(error) }
  }

  /// The weights exactly as they were packed.
  public func weights() throws(ContainerFault) -> Weights {
    switch content {
    case .dense(let tensor): return .dense(tensor)
    case .indexedValues(_, let values): return .pruned(pruned(values, try entries()))
    case .indexedCodes(_, let codebook, _), .directCodes(_, let codebook, _):
      return .shared(shared(codebook, try entries()))
    }
  }

  /// Rows of codes for inference, made without a dense matrix. nil for layers that have no codes,
  /// or more than 65 536 columns.
  public func sparseCodes() throws(ContainerFault) -> CodebookMatrix? {
    guard codebook != nil, MatrixShape(shape).columns <= 1 << 16 else { return nil }
    guard case .rows(let matrix) = try entries() else { return nil }
    return matrix
  }

  /// What reading decoded, if nobody took it yet.
  private func entries() throws(ContainerFault) -> LayerEntries {
    if let kept = decoded.take() { return kept }
    return try content.entries(try content.symbols(), shape: shape)
  }

  private func pruned(_ values: [Float], _ entries: LayerEntries) -> PrunedWeights {
    var isKept = [Bool](repeating: false, count: weightCount)
    var dense = [Float](repeating: 0, count: weightCount)
    if case .listed(let places, _) = entries {
      for (place, value) in zip(places, values) {
        isKept[Int(place)] = true
        dense[Int(place)] = value
      }
    }
    return PrunedWeights(
      values: Tensor(shape: shape, values: dense), mask: Mask(shape: shape, isKept: isKept))
  }

  private func shared(_ codebook: PackedCodebook, _ entries: LayerEntries) -> SharedWeights {
    switch entries {
    case .rows(let matrix):
      return SharedWeights(
        mask: matrix.mask.reshaped(shape), codes: matrix.rowCodes.codes,
        codebook: codebook.codebook, bits: codebook.bits)
    case .listed(let places, let codes):
      var isKept = [Bool](repeating: false, count: weightCount)
      var codeAt = [UInt8](repeating: 0, count: weightCount)
      for (place, code) in zip(places, codes) {
        isKept[Int(place)] = true
        codeAt[Int(place)] = code
      }
      let mask = Mask(shape: shape, isKept: isKept)
      return SharedWeights(
        mask: mask, codes: mask.survivors.map { codeAt[Int($0)] }, codebook: codebook.codebook,
        bits: codebook.bits)
    }
  }
}

extension PackedLayer.Content {
  /// Both streams, each decoded.
  func symbols() throws(ContainerFault) -> LayerSymbols {
    do {
      switch self {
      case .dense: return LayerSymbols()
      case .indexedValues(let index, _): return LayerSymbols(gaps: try index.gaps.decoded())
      case .indexedCodes(let index, _, let codes):
        return LayerSymbols(codes: try codes.decoded(), gaps: try index.gaps.decoded())
      case .directCodes(_, _, let codes): return LayerSymbols(codes: try codes.decoded())
      }
    } catch { throw .coding(error) }
  }

  /// Survivors in scan order, fillers and pruned weights left out.
  func entries(_ symbols: LayerSymbols, shape: [Int]) throws(ContainerFault) -> LayerEntries {
    let matrix = MatrixShape(shape)
    switch self {
    case .dense: return .listed(places: [], codes: [])
    case .indexedValues(let index, let values):
      let positions = try index.entryPositions(symbols.gaps, below: matrix.count)
      guard positions.count == values.count else {
        throw .index(.wrongSurvivorCount(expected: values.count, found: positions.count))
      }
      let order = index.scanOrder
      let places = positions.map { Int32(order.rowMajorPosition(of: Int($0), in: matrix)) }
      return .listed(places: places, codes: [])
    case .indexedCodes(let index, let packed, _):
      let positions = try index.entryPositions(symbols.gaps, below: matrix.count)
      guard symbols.codes.count == positions.count else {
        throw .index(
          .wrongSurvivorCount(expected: positions.count, found: symbols.codes.count))
      }
      let coded = CodedEntries(order: index.scanOrder, matrix: matrix, codebook: packed.codebook)
      return try coded.entries(
        symbols.codes, at: positions, survivorCount: index.survivorCount)
    case .directCodes(let order, let packed, _):
      guard symbols.codes.count == matrix.count else {
        throw .index(
          .wrongSurvivorCount(expected: matrix.count, found: symbols.codes.count))
      }
      let coded = CodedEntries(order: order, matrix: matrix, codebook: packed.codebook)
      return try coded.entries(symbols.codes, at: nil, survivorCount: nil)
    }
  }
}

/// Survivors that have codes, with the matrix that they belong to.
private struct CodedEntries {
  let order: ScanOrder
  let matrix: MatrixShape
  let codebook: Codebook

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
