import Tensors

/// Codes for the weights of one layer, chosen one column after the other so that error and bits
/// together cost least: sum over blocks of (q - w)ᵀ H (q - w) + price · bits(codes).
package struct RateDistortion: Sendable {
  /// Rows of weights that share a quadratic form.
  package struct Block: Sendable {
    package let form: QuadraticForm
    /// [rows, depth], columns in the form's order: what the codes should come near to.
    package let target: [Float]
    /// Which weights may be anything but zero; nil for all.
    package let isKept: [Bool]?

    package init(form: QuadraticForm, target: [Float], isKept: [Bool]? = nil) {
      (self.form, self.target, self.isKept) = (form, target, isKept)
    }

    package var rows: Int { target.count / max(1, form.depth) }
  }

  package let blocks: [Block]
  /// Of one bit, in units of the error.
  package let price: Float
  package let tasks: [(block: Int, rows: Range<Int>)]

  /// Rows that one thread works on at a time: fixed, so that results do not depend on threads.
  private static let grain = 64
  /// Columns whose effects on all later ones are added at once, as a product of matrices.
  package static let columnsAtOnce = 64

  package init(_ blocks: [Block], price: Double) {
    (self.blocks, self.price) = (blocks, Float(price))
    tasks = blocks.indices.flatMap { block in
      stride(from: 0, to: blocks[block].rows, by: Self.grain).map {
        (block, $0..<min($0 + Self.grain, blocks[block].rows))
      }
    }
  }

  /// One array of level numbers a block, like its target.
  package typealias Codes = [[UInt16]]

  /// Codes for all blocks, made task by task in the memory that `body` is given.
  package func forEachTask(
    _ start: Codes? = nil,
    _ body: @Sendable (Block, Range<Int>, UnsafeMutablePointer<UInt16>) -> Void
  ) -> Codes {
    let parts = Parallel.map(tasks.count) { number -> [UInt16] in
      let (index, rows) = tasks[number]
      let block = blocks[index]
      let range = rows.lowerBound * block.form.depth..<rows.upperBound * block.form.depth
      var codes =
        start.map { Array($0[index][range]) } ?? [UInt16](repeating: 0, count: range.count)
      codes.withUnsafeMutableBufferPointer { codes in
        if let base = codes.baseAddress { body(block, rows, base) }
      }
      return codes
    }
    var codes = Codes(repeating: [], count: blocks.count)
    for (task, part) in zip(tasks, parts) { codes[task.block] += part }
    return codes
  }

  /// How often each level occurs.
  package func counts(_ codes: Codes, of levels: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: levels)
    for code in codes.joined() { counts[Int(code)] += 1 }
    return counts
  }

  /// Σ (q - w)ᵀ H (q - w) over all rows.
  package func distortion(_ codes: Codes, _ values: [Float]) -> Double {
    let parts = Parallel.map(tasks.count) { number -> Double in
      let (index, rows) = tasks[number]
      let differences = difference(codes, values, block: index, rows: rows)
      let gradient = Self.product(differences, blocks[index].form)
      return zip(differences, gradient).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    return parts.reduce(0, +)
  }

  package func difference(_ codes: Codes, _ values: [Float], block: Int, rows: Range<Int>)
    -> [Float]
  {
    let depth = blocks[block].form.depth
    return (rows.lowerBound * depth..<rows.upperBound * depth).map {
      values[Int(codes[block][$0])] - blocks[block].target[$0]
    }
  }

  /// matrix [rows, depth] · H
  package static func product(_ matrix: [Float], _ form: QuadraticForm) -> [Float] {
    let rows = matrix.count / max(1, form.depth)
    var result = [Float](repeating: 0, count: matrix.count)
    guard rows > 0 else { return result }
    MatrixMultiply.multiply(
      .init(matrix, rows: rows, columns: form.depth),
      .init(form.hessian.base, rows: form.depth, columns: form.depth), into: &result,
      stride: form.depth)
    return result
  }
}
