import EntropyCoding
import Networks

/// Coding 2: survivors as codes in scan order, and their places. With filler zeros (`paper`) the
/// code behind the last centroid is zero.
package struct IndexedCodes: WeightCoding {
  package static let number: UInt8 = 2
  package static let name = "codes + gaps"

  private let places: PackedIndex
  private let book: PackedCodebook
  private let coded: CodedSymbols

  init(_ index: PackedIndex, codebook: PackedCodebook, codes: CodedSymbols) {
    (places, book, coded) = (index, codebook, codes)
  }

  package var index: PackedIndex? { places }
  package var codebook: PackedCodebook? { book }
  package var codes: CodedSymbols? { coded }
  package var byteCount: Int { places.gaps.byteCount + coded.byteCount }

  package func symbols() throws(ContainerFault) -> LayerSymbols {
    do {
      return LayerSymbols(codes: try coded.decoded(), gaps: try places.gaps.decoded())
    } catch { throw .coding(error) }
  }

  package func entries(
    _ symbols: LayerSymbols, shape: [Int]
  ) throws(ContainerFault) -> LayerEntries {
    let matrix = MatrixShape(shape)
    let count = try places.entryCount(symbols.gaps, below: matrix.count)
    guard symbols.codes.count == count else {
      throw .index(.wrongSurvivorCount(expected: count, found: symbols.codes.count))
    }
    try checkFillers(symbols, below: matrix.count)
    let entries = CodedEntries(order: scanOrder, matrix: matrix, codebook: book.codebook)
    return try entries.entries(
      symbols.codes, at: places.relative(symbols.gaps), survivorCount: places.survivorCount)
  }

  /// Filler zeros stand where a distance is too long for one gap, and nowhere else: then every
  /// sequence of survivors has one index.
  private func checkFillers(
    _ symbols: LayerSymbols, below count: Int
  ) throws(ContainerFault) {
    guard places.convention == .paper else { return }
    let bridge = UInt16((1 << places.indexBits) - 1)
    let filler = UInt16(book.codebook.count)
    for (number, code) in symbols.codes.enumerated() where code == filler {
      guard symbols.gaps[number] == bridge, number + 1 < symbols.codes.count else {
        let positions = try places.entryPositions(symbols.gaps, below: count)
        throw .index(.needlessFiller(position: Int(positions[number])))
      }
    }
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(places)
    writer.write(book)
    writer.write(coded, as: .codes)
  }

  package init(reading reader: inout ByteReader, _ header: LayerHeader) throws(ContainerError) {
    places = try reader.index(weightCount: header.weightCount)
    book = try reader.codebook()
    coded = try reader.symbols(
      count: places.codedEntryCount, alphabetSize: book.codebook.count + 1, as: .codes)
  }
}
