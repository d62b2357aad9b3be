import CKernels

/// One product of a batch by tiles. The batch is cut into panels of 64 examples; what is left takes
/// the narrowest panel that holds it (8, 16, 32 or 64), the surplus examples being zeros. The
/// inputs of a tile are brought into the first cache, examples side by side, and all rows pass over
/// them before the next.
struct TiledProduct: Sendable {
  let tiles: BatchTiles
  /// Of which rows: whole blocks.
  let blocks: Range<Int>
  let batch: Int

  /// Examples of a panel, and its width.
  struct Panel: Sendable {
    let first: Int
    let count: Int
    let width: Int
  }

  private var panels: [Panel] {
    stride(from: 0, to: batch, by: 64).map { first in
      let count = min(64, batch - first)
      return Panel(first: first, count: count, width: [8, 16, 32, 64].first { $0 >= count } ?? 64)
    }
  }

  /// For each panel and each thread's share of the rows: `begin` gives the first value of a row's
  /// sums, `gather` writes the inputs of some columns, [columns, width], and `finish` takes the
  /// sums of some rows, [rows, width]. While a tile is multiplied, `fetch` may bring the inputs of
  /// some examples and columns of the next towards the caches.
  func run(
    begin: @Sendable (Int) -> Float,
    fetch: @Sendable (Range<Int>, Range<Int>) -> Void = { _, _ in },
    gather: @Sendable (Panel, Range<Int>, UnsafeMutablePointer<Float>) -> Void,
    finish: @Sendable (Panel, Range<Int>, UnsafePointer<Float>) -> Void
  ) {
    let shares = min(blocks.count, Parallel.threads)
    for panel in panels {
      Parallel.forEach(shares) { share in
        let first = blocks.lowerBound + share * blocks.count / shares
        let last = blocks.lowerBound + (share + 1) * blocks.count / shares
        let rows = tiles.rows(ofBlock: first).lowerBound..<tiles.rows(ofBlock: last - 1).upperBound
        let sums = Scratch(count: rows.count * panel.width)
        for row in rows {
          (sums.base + (row - rows.lowerBound) * panel.width).update(
            repeating: begin(row), count: panel.width)
        }
        addProducts(
          of: first..<last, in: panel, to: sums.base, firstRow: rows.lowerBound, fetch: fetch
        ) {
          gather(panel, $0, $1)
        }
        finish(panel, rows, sums.base)
      }
    }
  }

  private func addProducts(
    of blocks: Range<Int>, in panel: Panel, to sums: UnsafeMutablePointer<Float>, firstRow: Int,
    fetch: (Range<Int>, Range<Int>) -> Void,
    gather: (Range<Int>, UnsafeMutablePointer<Float>) -> Void
  ) {
    let level = ProcessorLevel.current.kernel
    let width = panel.width
    let input = Scratch(count: tiles.tileColumns * width)
    var next = blocks.map(tiles.firstTile)
    for tile in 0..<tiles.tiles {
      gather(tiles.columns(ofTile: tile), input.base)
      for (place, block) in blocks.enumerated() {
        if tile + 1 < tiles.tiles {
          let examples =
            (place * panel.count / blocks.count)..<((place + 1) * panel.count / blocks.count)
          fetch(
            panel.first + examples.lowerBound..<panel.first + examples.upperBound,
            tiles.columns(ofTile: tile + 1))
        }
        let start = (tiles.rows(ofBlock: block).lowerBound - firstRow) * width
        dcs_batch_tile_multiply(level, &next[place], input.base, sums + start, width)
      }
    }
  }

  /// output: [batch, rows]; input: [batch, columns]
  func fill(_ output: SharedPointer<Float>, from input: SharedReader<Float>, bias: [Float]?) {
    let level = ProcessorLevel.current.kernel
    let (columns, rows) = (tiles.columns, tiles.rows)
    run {
      bias?[$0] ?? 0
    } fetch: { examples, range in
      dcs_fetch_rows(
        input.base + examples.lowerBound * columns + range.lowerBound, examples.count, range.count,
        columns)
    } gather: { panel, range, target in
      if panel.count < panel.width { target.update(repeating: 0, count: range.count * panel.width) }
      dcs_transpose(
        level, input.base + panel.first * columns + range.lowerBound, panel.count, range.count,
        columns, target,
        panel.width)
    } finish: { panel, range, sums in
      dcs_transpose(
        level, sums, range.count, panel.count, panel.width,
        output.base + panel.first * rows + range.lowerBound, rows)
    }
  }

  /// The rows of `blocks` only. input: [columns, batch]; rows of `output`, counted from row 0, are
  /// `stride` apart.
  func fill(columnsFirst input: SharedReader<Float>, into output: SharedPointer<Float>, stride: Int)
  {
    run { _ in
      0
    } gather: { panel, range, target in
      for (place, column) in range.enumerated() {
        let example = target + place * panel.width
        example.update(from: input.base + column * batch + panel.first, count: panel.count)
        (example + panel.count).update(repeating: 0, count: panel.width - panel.count)
      }
    } finish: { panel, range, sums in
      for (place, row) in range.enumerated() {
        (output.base + row * stride + panel.first).update(
          from: sums + place * panel.width, count: panel.count)
      }
    }
  }
}
