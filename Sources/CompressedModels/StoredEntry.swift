import EntropyCoding

/// One field of a layer's index as the file holds it, and the weight that it leads to.
public struct StoredEntry: Sendable, Equatable {
  /// The field's value, and the bits that it takes in the file.
  public let gap: Int
  public let gapBits: Int
  /// Of the weight in its matrix [first extent, all others].
  public let row: Int
  public let column: Int
  /// nil for a skip, and where weights are floats. A filler zero has the code behind the last
  /// centroid.
  public let code: Int?
  public let codeBits: Int?
  /// nil for a filler: a filler zero, or a skip.
  public let weight: Float?

  public var isFiller: Bool { weight == nil }
}

extension PackedLayer {
  /// The first entries in the order of the file; none without an index.
  public func storedEntries(first count: Int) throws(ContainerFault) -> [StoredEntry] {
    guard let index else { return [] }
    let symbols = try content.symbols()
    let matrix = MatrixShape(shape)
    var walk = GapWalk(indexBits: index.indexBits, convention: index.convention)
    var entries: [StoredEntry] = []
    var number = 0
    for gap in symbols.gaps.prefix(count) {
      let isEntry = walk.follow(gap)
      let place = index.scanOrder.rowMajorPosition(of: walk.position, in: matrix)
      let code = isEntry && codes != nil ? Int(symbols.codes[number]) : nil
      entries.append(
        StoredEntry(
          gap: Int(gap), gapBits: index.gaps.code.bitCount(of: Int(gap)),
          row: place / matrix.columns, column: place % matrix.columns, code: code,
          codeBits: code.flatMap { codes?.code.bitCount(of: $0) },
          weight: isEntry ? weight(ofEntry: number, code: code) : nil))
      if isEntry { number += 1 }
    }
    return entries
  }

  private func weight(ofEntry number: Int, code: Int?) -> Float? {
    if let content = content as? IndexedValues { return content.values[number] }
    guard let code, let codebook, code < codebook.count else { return nil }
    return codebook.centroids[code]
  }
}
