import Tensors

extension RateDistortion {
  /// Columns in order: each weight takes the level that is cheapest for what it should be by now,
  /// and the columns after it take over its error e = (w - q) / U[i, i]: w_j -= e U[i, j].
  package func swept(_ levels: RatedLevels) -> Codes {
    forEachTask { block, rows, codes in
      Sweep(block: block, rows: rows, levels: levels, price: price).run(codes)
    }
  }
}

/// Some rows of a block.
private struct Sweep {
  let block: RateDistortion.Block
  let rows: Range<Int>
  let price: Float
  let table: RatedLevels.Table
  let zero: UInt16
  /// What the weights should be by now, and -e in the columns at hand.
  let wanted: AlignedArray<Float>
  let errors: AlignedArray<Float>

  init(block: RateDistortion.Block, rows: Range<Int>, levels: RatedLevels, price: Float) {
    (self.block, self.rows, self.price) = (block, rows, price)
    (table, zero) = (levels.table(), UInt16(levels.zero))
    let depth = block.form.depth
    wanted = AlignedArray(Array(block.target[rows.lowerBound * depth..<rows.upperBound * depth]))
    errors = AlignedArray(
      [Float](repeating: 0, count: rows.count * RateDistortion.columnsAtOnce))
  }

  func run(_ codes: UnsafeMutablePointer<UInt16>) {
    let (depth, width) = (block.form.depth, RateDistortion.columnsAtOnce)
    for start in stride(from: 0, to: depth, by: width) {
      let end = min(start + width, depth)
      for row in 0..<rows.count { code(row, start..<end, codes + row * depth) }
      guard end < depth else { return }
      MatrixMultiply.multiply(
        .init(errors.base, rows: rows.count, columns: end - start, stride: width),
        .init(
          block.form.inverseFactor.base + start * depth + end, rows: end - start,
          columns: depth - end, stride: depth),
        into: wanted.base + end, stride: depth, adding: true)
    }
  }

  private func code(_ row: Int, _ columns: Range<Int>, _ codes: UnsafeMutablePointer<UInt16>) {
    let depth = block.form.depth
    let factor = block.form.inverseFactor.base
    let line = wanted.base + row * depth
    let error = errors.base + row * RateDistortion.columnsAtOnce
    let first = (rows.lowerBound + row) * depth
    for i in columns {
      let scale = factor[i * depth + i]
      if block.isKept?[first + i] ?? true {
        let weight = 1 / (scale * scale)
        codes[i] = UInt16(
          truncatingIfNeeded: table.cheapest(for: line[i], weight: weight, price: price))
      } else {
        codes[i] = zero
      }
      let share = (line[i] - table[Int(codes[i])]) / scale
      error[i - columns.lowerBound] = -share
      let effects = factor + i * depth
      for j in i + 1..<max(i + 1, columns.upperBound) { line[j] -= share * effects[j] }
    }
  }
}
