import CKernels

extension CodebookMatrix {
  /// Batches from here on go by tiles; smaller ones take the examples one by one.
  var smallestTiledBatch: Int { layouts.vectors?.smallestTiledBatch ?? 3 }

  /// input: [batch, columns] -> [batch, rows], the biases added. The same bits for any number of
  /// threads.
  public func multiplied(by input: Tensor, bias: [Float]? = nil) -> Tensor {
    let batch = columns == 0 ? input.shape[0] : input.count / columns
    let values = [Float](unsafeUninitializedCapacity: batch * rows) { target, count in
      count = batch * rows
      guard let base = target.baseAddress, count > 0 else { return }
      input.values.withUnsafeBufferPointer { source in
        withUnsafeTemporaryAllocation(of: Float.self, capacity: 1) { nothing in
          guard let nothing = nothing.baseAddress else { return }
          fill(
            SharedPointer(base), from: SharedReader(source.baseAddress ?? UnsafePointer(nothing)),
            batch, bias)
        }
      }
    }
    return Tensor(shape: [batch, rows], values: values)
  }

  private func fill(
    _ output: SharedPointer<Float>, from input: SharedReader<Float>, _ batch: Int, _ bias: [Float]?
  ) {
    if batch >= smallestTiledBatch, let tiles = layouts.tiles {
      return TiledProduct(tiles: tiles, blocks: 0..<tiles.blockCount, batch: batch).fill(
        output, from: input, bias: bias)
    }
    for example in 0..<batch {
      let (vector, result) = (
        input.base + example * columns, SharedPointer(output.base + example * rows)
      )
      if let layout = layouts.vectors {
        multiply(by: layout, vector, bias, result)
      } else {
        multiplyByRows(SharedReader(vector), bias, result)
      }
    }
  }

  /// How many parts one product, whose rows are independent, is cut into: one for each thread, so
  /// that each reads one stream, and none below 50 000 entries.
  private var partCount: Int { max(1, min(Parallel.threads, entryCount / 50_000)) }

  /// Cuts 0..<offsets.count - 1 where equal shares of the work that `offsets` counts end.
  package static func equalParts(of offsets: [UInt32], count: Int) -> [Range<Int>] {
    let total = Int(offsets[offsets.count - 1])
    var bounds = [0]
    for part in 1..<max(1, count) {
      let goal = part * total / count
      var (low, high) = (bounds[bounds.count - 1], offsets.count - 1)
      while low < high {
        let middle = (low + high) / 2
        if Int(offsets[middle]) < goal { low = middle + 1 } else { high = middle }
      }
      bounds.append(low)
    }
    bounds.append(offsets.count - 1)
    return zip(bounds, bounds.dropFirst()).map { $0..<$1 }
  }

  private func multiplyByRows(
    _ input: SharedReader<Float>, _ bias: [Float]?, _ output: SharedPointer<Float>
  ) {
    let rowCodes = rowCodes
    let parts = Self.equalParts(of: rowCodes.rowOffsets, count: partCount)
    Parallel.forEach(parts.count) { part in
      withKernel(rowCodes) { matrix in
        withOptionalPointer(bias) { bias in
          dcs_row_codes_multiply(
            matrix, input.base, bias, output.base, parts[part].lowerBound, parts[part].upperBound)
        }
      }
    }
  }

  private func withKernel(_ rowCodes: RowCodes, _ body: (UnsafePointer<dcs_row_codes>) -> Void) {
    rowCodes.rowOffsets.withUnsafeBufferPointer { offsets in
      rowCodes.columnIndices.withUnsafeBufferPointer { columns in
        rowCodes.codes.withUnsafeBufferPointer { codes in
          codebook.withUnsafeBufferPointer { codebook in
            var matrix = dcs_row_codes(
              row_offsets: offsets.baseAddress, columns: columns.baseAddress,
              codes: codes.baseAddress,
              codebook: codebook.baseAddress)
            body(&matrix)
          }
        }
      }
    }
  }

  private func multiply<Layout: VectorLayout>(
    by layout: Layout, _ input: UnsafePointer<Float>, _ bias: [Float]?,
    _ output: SharedPointer<Float>
  ) {
    let padded = Scratch(count: columns + Layout.zerosBehind)
    padded.base.update(from: input, count: columns)
    (padded.base + columns).update(repeating: 0, count: Layout.zerosBehind)
    let parts = layout.parts(partCount)
    Parallel.forEach(parts.count) {
      layout.multiply(parts[$0], by: padded.base, bias: bias, into: output.base)
    }
  }
}
