import Tensors

/// Weights of one layer of which some go, and the others make good what that costs: the least Σ
/// over rows of (q - w)ᵀ H (q - w) with zeros in q (Hassibi & Stork, Optimal Brain Surgeon, 1993).
package struct SurvivorProblem: Sendable {
  package let blocks: [RateDistortion.Block]

  /// Which weights stay.
  package enum Choice: Sendable {
    /// Those whose loss is at least this, once all columns before them are decided.
    case loss(atLeast: Float)
    /// One flag a weight and block, columns in the form's order.
    case mask([[Bool]])
  }

  package init(_ blocks: [RateDistortion.Block]) { self.blocks = blocks }

  /// What it costs to lose each weight alone while all others make it good: w² / [H⁻¹]ᵢᵢ; 0 for
  /// those that are gone.
  package var losses: [[Float]] {
    blocks.map { block in
      let depth = block.form.depth
      let inverse = Self.inverseDiagonal(block.form)
      return block.target.indices.map { place in
        guard block.isKept?[place] ?? true else { return 0 }
        return block.target[place] * block.target[place] / inverse[place % max(1, depth)]
      }
    }
  }

  /// [H⁻¹]ᵢᵢ = Σ over k of U[k, i]².
  private static func inverseDiagonal(_ form: QuadraticForm) -> [Float] {
    var diagonal = [Float](repeating: 0, count: form.depth)
    for row in 0..<form.depth {
      for column in row..<form.depth {
        let value = form.inverseFactor.base[row * form.depth + column]
        diagonal[column] += value * value
      }
    }
    return diagonal
  }

  /// Survivors with new values and zeros, by block. Columns are decided in order: the error of one
  /// that goes, w / U[i, i], moves those after it (Frantar & Alistarh, SparseGPT, 2023); then
  /// `rounds` of coordinate descent move all survivors towards their least squares.
  package func solved(_ choice: Choice, rounds: Int = 3) -> [[Float]] {
    let problem = RateDistortion(blocks, price: 0)
    let tasks = problem.tasks
    let parts = Parallel.map(tasks.count) { number -> [Float] in
      let (index, rows) = tasks[number]
      var own = SurvivorRows(blocks[index], rows)
      switch choice {
      case .loss(let least): own.sweep { _, loss in loss >= least }
      case .mask(let mask): own.sweep { place, _ in mask[index][place] }
      }
      for _ in 0..<rounds { own.descend() }
      return own.values
    }
    var values = [[Float]](repeating: [], count: blocks.count)
    for (task, part) in zip(tasks, parts) { values[task.block] += part }
    return values
  }
}

/// Some rows of a block.
private struct SurvivorRows {
  private let block: RateDistortion.Block
  private let rows: Range<Int>
  /// [rows, depth]
  private(set) var values: [Float]
  private var isKept: [Bool]

  private var depth: Int { block.form.depth }

  init(_ block: RateDistortion.Block, _ rows: Range<Int>) {
    (self.block, self.rows) = (block, rows)
    let range = rows.lowerBound * block.form.depth..<rows.upperBound * block.form.depth
    values = Array(block.target[range])
    isKept = block.isKept.map { Array($0[range]) } ?? [Bool](repeating: true, count: range.count)
  }

  /// `stays` is asked with a weight's place in the block and what it costs to lose it now.
  mutating func sweep(_ stays: (_ place: Int, _ loss: Float) -> Bool) {
    let width = RateDistortion.columnsAtOnce
    let factor = block.form.inverseFactor.base
    var errors = [Float](repeating: 0, count: rows.count * width)
    for start in stride(from: 0, to: depth, by: width) {
      let end = min(start + width, depth)
      for row in 0..<rows.count {
        for i in start..<end {
          let (place, scale) = (row * depth + i, factor[i * depth + i])
          let share = values[place] / scale
          isKept[place] =
            isKept[place] && stays((rows.lowerBound + row) * depth + i, share * share)
          errors[row * width + i - start] = isKept[place] ? 0 : -share
          guard !isKept[place] else { continue }
          for j in i + 1..<max(i + 1, end) {
            values[row * depth + j] -= share * factor[i * depth + j]
          }
          values[place] = 0
        }
      }
      guard end < depth else { return }
      add(errors, width, start..<end, to: end..<depth)
    }
  }

  /// values[:, to] += errors · U[columns, to]
  private mutating func add(
    _ errors: [Float], _ width: Int, _ columns: Range<Int>,
    to target: Range<Int>
  ) {
    let (depth, rows, form) = (depth, rows.count, block.form)
    errors.withUnsafeBufferPointer { errors in
      values.withUnsafeMutableBufferPointer { values in
        guard let errors = errors.baseAddress, let values = values.baseAddress else { return }
        MatrixMultiply.multiply(
          .init(errors, rows: rows, columns: columns.count, stride: width),
          .init(
            form.inverseFactor.base + columns.lowerBound * depth + target.lowerBound,
            rows: columns.count,
            columns: target.count, stride: depth),
          into: values + target.lowerBound, stride: depth, adding: true)
      }
    }
  }

  /// Each survivor in turn takes its best value while the others stay: q_i - g_i / H_ii with g = H
  /// (q - w).
  mutating func descend() {
    let hessian = block.form.hessian.base
    let first = rows.lowerBound * depth
    let differences = values.indices.map { values[$0] - block.target[first + $0] }
    var slopes = RateDistortion.product(differences, block.form)
    for row in 0..<rows.count {
      for i in 0..<depth where isKept[row * depth + i] {
        let change = -slopes[row * depth + i] / hessian[i * depth + i]
        values[row * depth + i] += change
        for j in 0..<depth { slopes[row * depth + j] += change * hessian[i * depth + j] }
      }
    }
  }
}
