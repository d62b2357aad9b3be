import EntropyCoding
import Networks

/// Coding 3: every weight as a code in scan order; the code behind the last centroid is a pruned
/// weight.
package struct DirectCodes: WeightCoding {
  package static let number: UInt8 = 3
  package static let name = "codes"

  package let scanOrder: ScanOrder
  private let book: PackedCodebook
  private let coded: CodedSymbols

  init(_ order: ScanOrder, codebook: PackedCodebook, codes: CodedSymbols) {
    (scanOrder, book, coded) = (order, codebook, codes)
  }

  package var codebook: PackedCodebook? { book }
  package var codes: CodedSymbols? { coded }
  package var byteCount: Int { coded.byteCount }

  package func symbols() throws(ContainerFault) -> LayerSymbols {
    do { return LayerSymbols(codes: try coded.decoded()) } catch { throw .coding(error) }
  }

  package func entries(
    _ symbols: LayerSymbols, shape: [Int]
  ) throws(ContainerFault) -> LayerEntries {
    let entries = CodedEntries(
      order: scanOrder, matrix: MatrixShape(shape), codebook: book.codebook)
    return try entries.entries(ofAll: symbols.codes)
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(scanOrder.rawValue)
    writer.write(book)
    writer.write(coded, as: .codes)
  }

  package init(reading reader: inout ByteReader, _ header: LayerHeader) throws(ContainerError) {
    scanOrder = try reader.scanOrder()
    book = try reader.codebook()
    coded = try reader.symbols(
      count: header.weightCount, alphabetSize: book.codebook.count + 1, as: .codes)
  }
}
