import CKernels

/// A sparse matrix whose entries point into a codebook: compressed sparse rows of codes. What inference from a packed
/// network multiplies by; nothing dense is ever made.
public struct CodebookMatrix: Sendable, Equatable {
  public let rows: Int
  /// At most 65 536.
  public let columns: Int
  /// Entries of row r are rowOffsets[r]..<rowOffsets[r + 1]; rows + 1 of them.
  public let rowOffsets: [UInt32]
  public let columnIndices: [UInt16]
  public let codes: [UInt8]
  public let codebook: [Float]

  public init(
    rows: Int, columns: Int, rowOffsets: [UInt32], columnIndices: [UInt16], codes: [UInt8], codebook: [Float]
  ) {
    precondition(columns <= 65_536 && rowOffsets.count == rows + 1 && codes.count == columnIndices.count)
    precondition(Int(rowOffsets[rows]) == codes.count && codes.allSatisfy { Int($0) < codebook.count })
    precondition(rowOffsets[0] == 0 && zip(rowOffsets, rowOffsets.dropFirst()).allSatisfy(<=))
    precondition(columnIndices.allSatisfy { Int($0) < columns })
    (self.rows, self.columns) = (rows, columns)
    (self.rowOffsets, self.columnIndices, self.codes, self.codebook) = (rowOffsets, columnIndices, codes, codebook)
  }

  /// From weights [outputs, ...] whose further extents are the columns.
  public init(_ shared: SharedWeights) {
    let rows = shared.shape[0]
    let columns = shared.shape.dropFirst().reduce(1, *)
    var offsets: [UInt32] = [0]
    var indices: [UInt16] = []
    indices.reserveCapacity(shared.codes.count)
    for row in 0..<rows {
      for column in 0..<columns where shared.mask.isKept[row * columns + column] { indices.append(UInt16(column)) }
      offsets.append(UInt32(indices.count))
    }
    self.init(
      rows: rows, columns: columns, rowOffsets: offsets, columnIndices: indices, codes: shared.codes,
      codebook: shared.codebook.centroids)
  }

  /// Every entry, the absent ones zero: [rows, columns].
  public func dense() -> Tensor {
    var values = [Float](repeating: 0, count: rows * columns)
    forEachEntry { values[$0] = codebook[Int(codes[$1])] }
    return Tensor(shape: [rows, columns], values: values)
  }

  /// Which entries are there: [rows, columns].
  public var mask: Mask {
    var isKept = [Bool](repeating: false, count: rows * columns)
    forEachEntry { position, _ in isKept[position] = true }
    return Mask(shape: [rows, columns], isKept: isKept)
  }

  /// Calls `body` with the row-major position and the number of every entry.
  private func forEachEntry(_ body: (Int, Int) -> Void) {
    for row in 0..<rows {
      for entry in Int(rowOffsets[row])..<Int(rowOffsets[row + 1]) {
        body(row * columns + Int(columnIndices[entry]), entry)
      }
    }
  }

  /// Memory held: offsets, columns, codes, codebook.
  public var bytes: Int { 4 * rowOffsets.count + 2 * columnIndices.count + codes.count + 4 * codebook.count }

  /// input: [batch, columns] -> [batch, rows]
  public func multiplied(by input: Tensor) -> Tensor {
    let batch = input.count / max(columns, 1)
    return batch == 1 ? multipliedByVector(input) : multipliedByBatch(input, batch: batch)
  }

  private func multipliedByVector(_ input: Tensor) -> Tensor {
    var output = Tensor(zeros: [1, rows])
    output.values.withUnsafeMutableBufferPointer { result in
      guard let base = result.baseAddress else { return }
      let result = SharedPointer(base)
      Parallel.forEachRange(of: rows, grain: rowGrain(batch: 1)) { range in
        dcs_codebook_multiply_vector(
          rowOffsets, columnIndices, codes, codebook, input.values, result.base, range.lowerBound, range.upperBound)
      }
    }
    return output
  }

  private func multipliedByBatch(_ input: Tensor, batch: Int) -> Tensor {
    let columnsFirst = input.reshaped([batch, columns]).transposed()
    var output = Tensor(zeros: [rows, batch])
    output.values.withUnsafeMutableBufferPointer { result in
      guard let base = result.baseAddress else { return }
      let result = SharedPointer(base)
      Parallel.forEachRange(of: rows, grain: rowGrain(batch: batch)) { range in
        dcs_codebook_multiply_batch(
          rowOffsets, columnIndices, codes, codebook, columnsFirst.values, result.base, batch, batch,
          range.lowerBound, range.upperBound)
      }
    }
    return output.transposed()
  }

  /// Rows of one task: about 100 000 multiplications.
  private func rowGrain(batch: Int) -> Int {
    let workOfRow = max(1, codes.count * batch / max(rows, 1))
    return max(1, min(rows, 100_000 / workOfRow))
  }
}
