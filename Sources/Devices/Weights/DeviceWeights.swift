import Products
import Tensors

/// Weights of one product in the memory of a device, in the form that takes the least of it.
struct DeviceWeights: Sendable {
  let form: ProductKernels.Form
  /// Of the whole matrix.
  let rows: Int
  let columns: Int
  /// Streams of a row, for forms that have them; 0 for the others.
  let lanes: Int
  let gapBits: Int
  let codeBits: Int
  /// Values in the table.
  let tableCount: Int
  let words: DeviceBuffer?
  let rowOffsets: DeviceBuffer?
  let starts: DeviceBuffer?
  let valueOffsets: DeviceBuffer?
  /// The table, or the weights themselves.
  let values: DeviceBuffer

  /// Bytes of device memory.
  var bytes: Int {
    [words, rowOffsets, starts, valueOffsets, values].reduce(0) { $0 + ($1?.bytes ?? 0) }
  }

  /// Codes at every place are quicker than gaps: they may take this much more memory.
  private static let worthOfCodes = 1.05
  /// Streams of a convolution's row: its work-items share rows over places.
  private static let mostLanesOfConvolution = 4

  /// [outputs, ...] -> rows and all else.
  init(
    _ weights: ProductWeights, isConvolution: Bool, on connection: DeviceConnection
  ) throws(DeviceError) {
    let mostLanes = isConvolution ? Self.mostLanesOfConvolution : 32
    switch weights {
    case .codes(let matrix): try self.init(matrix, mostLanes, connection)
    case .floats(let tensor): try self.init(tensor, mostLanes, connection)
    }
  }

  private init(_ matrix: CodebookMatrix, _ mostLanes: Int, _ connection: DeviceConnection)
    throws(DeviceError)
  {
    (rows, columns) = (matrix.rows, matrix.columns)
    let isFull = matrix.entryCount == matrix.rows * matrix.columns
    let width = CodeRows.bits(centroids: matrix.codebook.count, isFull: true)
    let gapBits = EntryStreams.gapBits(for: matrix.rowCodes, codeBits: width)
    let sparse = EntryStreams.bits(matrix.rowCodes, gapBits: gapBits, codeBits: width)
    let codes =
      rows * columns * CodeRows.bits(centroids: matrix.codebook.count, isFull: isFull)
    guard Double(codes) > Self.worthOfCodes * Double(sparse) else {
      let packed = CodeRows(matrix)
      (form, lanes, self.gapBits, codeBits) = (.codes, 0, 0, packed.codeBits)
      tableCount = packed.table.count
      words = try DeviceBuffer(packed.words, on: connection)
      values = try DeviceBuffer(packed.table, on: connection)
      (rowOffsets, starts, valueOffsets) = (nil, nil, nil)
      return
    }
    let streams = EntryStreams(matrix.rowCodes, codeBits: width, mostLanes: mostLanes)
    (form, lanes, self.gapBits, codeBits) = (.sparse, streams.lanes, streams.gapBits, width)
    tableCount = matrix.codebook.count
    words = try DeviceBuffer(streams.words, on: connection)
    rowOffsets = try DeviceBuffer(streams.rowOffsets, on: connection)
    starts = try DeviceBuffer(streams.starts, on: connection)
    valueOffsets = nil
    values = try DeviceBuffer(matrix.codebook, on: connection)
  }

  private init(_ tensor: Tensor, _ mostLanes: Int, _ connection: DeviceConnection)
    throws(DeviceError)
  {
    rows = tensor.shape[0]
    columns = tensor.shape.dropFirst().reduce(1, *)
    (codeBits, tableCount) = (0, 0)
    if columns <= CodebookMatrix.mostColumns, let entries = Self.sparse(tensor, columns) {
      let streams = EntryStreams(entries, codeBits: 0, mostLanes: mostLanes)
      // The width of an entry is its gap's: floats beside it are most of the memory.
      if streams.bytes + 4 * streams.order.count < 4 * tensor.values.count {
        let places = Self.places(of: tensor)
        (form, lanes, gapBits) = (.pruned, streams.lanes, streams.gapBits)
        words = try DeviceBuffer(streams.words, on: connection)
        rowOffsets = try DeviceBuffer(streams.rowOffsets, on: connection)
        starts = try DeviceBuffer(streams.starts, on: connection)
        valueOffsets = try DeviceBuffer(streams.valueOffsets, on: connection)
        values = try DeviceBuffer(
          streams.order.map { $0.map { tensor.values[places[$0]] } ?? 0 }, on: connection)
        return
      }
    }
    (form, lanes, gapBits) = (.floats, 0, 0)
    (words, rowOffsets, starts, valueOffsets) = (nil, nil, nil, nil)
    values = try DeviceBuffer(tensor.values, on: connection)
  }

  /// The weights that are not zero, without codes; nil where hardly any is.
  private static func sparse(_ tensor: Tensor, _ columns: Int) -> RowCodes? {
    var offsets: [UInt32] = [0]
    var indices: [UInt16] = []
    for start in stride(from: 0, to: tensor.values.count, by: max(1, columns)) {
      for column in 0..<columns where tensor.values[start + column] != 0 {
        indices.append(UInt16(column))
      }
      offsets.append(UInt32(indices.count))
    }
    guard indices.count * 10 < tensor.values.count * 9 else { return nil }
    return RowCodes(rowOffsets: offsets, columnIndices: indices, codes: [])
  }

  private static func places(of tensor: Tensor) -> [Int] {
    tensor.values.indices.filter { tensor.values[$0] != 0 }
  }
}
