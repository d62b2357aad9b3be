import EntropyCoding
import Networks
import Tensors

/// Coding 0: every weight as a 32-bit float.
package struct DenseWeights: WeightCoding {
  package static let number: UInt8 = 0
  package static let name = "dense"

  package let tensor: Tensor

  init(_ tensor: Tensor) { self.tensor = tensor }

  package var byteCount: Int { 4 * tensor.count }

  package func symbols() -> LayerSymbols { LayerSymbols() }

  package func entries(_ symbols: LayerSymbols, shape: [Int]) -> LayerEntries {
    .listed(places: [], codes: [])
  }

  package func weights(_ entries: LayerEntries, shape: [Int]) -> Weights { .dense(tensor) }

  package func write(to writer: inout ByteWriter) {
    writer.write(as: .values) { $0.write(tensor.values) }
  }

  package init(reading reader: inout ByteReader, _ header: LayerHeader) throws(ContainerError) {
    tensor = Tensor(shape: header.shape, values: try reader.values(header.weightCount))
  }
}
