import EntropyCoding
import Networks
import Tensors

/// Coding 1: survivors as 32-bit floats in scan order, and their places.
package struct IndexedValues: WeightCoding {
  package static let number: UInt8 = 1
  package static let name = "values + gaps"

  private let places: PackedIndex
  package let values: [Float]

  init(_ index: PackedIndex, values: [Float]) { (places, self.values) = (index, values) }

  package var index: PackedIndex? { places }
  package var byteCount: Int { 4 * values.count + places.gaps.byteCount }

  package func symbols() throws(ContainerFault) -> LayerSymbols {
    do {
      return LayerSymbols(gaps: try places.gaps.decoded())
    } catch { throw .coding(error) }
  }

  package func entries(
    _ symbols: LayerSymbols, shape: [Int]
  ) throws(ContainerFault) -> LayerEntries {
    let matrix = MatrixShape(shape)
    let positions = try places.entryPositions(symbols.gaps, below: matrix.count)
    guard positions.count == values.count else {
      throw .index(.wrongSurvivorCount(expected: values.count, found: positions.count))
    }
    let order = places.scanOrder
    return .listed(
      places: positions.map { Int32(order.rowMajorPosition(of: Int($0), in: matrix)) }, codes: [])
  }

  package func weights(_ entries: LayerEntries, shape: [Int]) -> Weights {
    var dense = Tensor(zeros: shape)
    guard case .listed(let places, _) = entries else {
      return .pruned(PrunedWeights(values: dense, mask: Mask(shape: shape, survivors: [])))
    }
    for (place, value) in zip(places, values) { dense.values[Int(place)] = value }
    return .pruned(PrunedWeights(values: dense, mask: Mask(shape: shape, survivors: places)))
  }

  package func write(to writer: inout ByteWriter) {
    writer.write(places)
    writer.write(as: .values) { $0.write(values) }
  }

  package init(reading reader: inout ByteReader, _ header: LayerHeader) throws(ContainerError) {
    places = try reader.index(weightCount: header.weightCount)
    guard places.convention == .escape else {
      throw reader.error(
        .unknownValue(
          field: "gap convention of float weights", value: Int(places.convention.rawValue)))
    }
    values = try reader.values(places.survivorCount)
  }
}
