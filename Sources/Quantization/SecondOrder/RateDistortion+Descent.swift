import Tensors

extension RateDistortion {
  /// The codes with each weight in turn moved to the cheapest level while the others stay: g = H (q
  /// - w), t = q_i - g_i / H_ii, then the c with the least H_ii (t - c)² + price · bits(c).
  package func descended(_ levels: RatedLevels, from start: Codes) -> Codes {
    forEachTask(start) { block, rows, codes in
      Descent(block: block, rows: rows, levels: levels, price: price, codes).run(codes)
    }
  }
}

/// Some rows of a block.
private struct Descent {
  let block: RateDistortion.Block
  let rows: Range<Int>
  let price: Float
  let table: RatedLevels.Table
  /// H (q - w), and by how much weights moved in the columns at hand.
  let gradient: AlignedArray<Float>
  let moves: AlignedArray<Float>

  init(
    block: RateDistortion.Block, rows: Range<Int>, levels: RatedLevels, price: Float,
    _ codes: UnsafeMutablePointer<UInt16>
  ) {
    (self.block, self.rows, self.price) = (block, rows, price)
    table = levels.table()
    let first = rows.lowerBound * block.form.depth
    let differences = (0..<rows.count * block.form.depth).map {
      levels.values[Int(codes[$0])] - block.target[first + $0]
    }
    gradient = AlignedArray(RateDistortion.product(differences, block.form))
    moves = AlignedArray([Float](repeating: 0, count: rows.count * RateDistortion.columnsAtOnce))
  }

  func run(_ codes: UnsafeMutablePointer<UInt16>) {
    let (depth, width) = (block.form.depth, RateDistortion.columnsAtOnce)
    for start in stride(from: 0, to: depth, by: width) {
      let end = min(start + width, depth)
      for row in 0..<rows.count { move(row, start..<end, codes + row * depth) }
      // The other columns hear of it at once.
      for (from, to) in [(0, start), (end, depth)] where from < to {
        MatrixMultiply.multiply(
          .init(moves.base, rows: rows.count, columns: end - start, stride: width),
          .init(
            block.form.hessian.base + start * depth + from, rows: end - start, columns: to - from,
            stride: depth),
          into: gradient.base + from, stride: depth, adding: true)
      }
    }
  }

  private func move(_ row: Int, _ columns: Range<Int>, _ codes: UnsafeMutablePointer<UInt16>) {
    let depth = block.form.depth
    let hessian = block.form.hessian.base
    let slope = gradient.base + row * depth
    let move = moves.base + row * RateDistortion.columnsAtOnce
    let first = (rows.lowerBound + row) * depth
    for i in columns {
      move[i - columns.lowerBound] = 0
      guard block.isKept?[first + i] ?? true else { continue }
      let curvature = hessian[i * depth + i]
      let old = table[Int(codes[i])]
      let code = table.cheapest(for: old - slope[i] / curvature, weight: curvature, price: price)
      let change = table[code] - old
      guard change != 0 else { continue }
      codes[i] = UInt16(truncatingIfNeeded: code)
      move[i - columns.lowerBound] = change
      let effects = hessian + i * depth
      for j in columns { slope[j] += change * effects[j] }
    }
  }
}
