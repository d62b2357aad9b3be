import CKernels
import Tensors

/// One product of a batch by tiles. The batch is cut into panels of 64 examples; what is left takes
/// the narrowest panel that holds it (8, 16, 32 or 64), the surplus examples being zeros. The
/// inputs of a tile are brought into the first cache, examples side by side, and all rows pass over
/// them before the next.
struct TiledProduct: Sendable {
  let tiles: BatchTiles
  let bias: [Float]?
  let activation: ActivationFunction
  let pass: ProductPass

  /// Most examples of a panel.
  private static let widest = 64

  /// Examples of a panel, and its width.
  private struct Panel: Sendable {
    let first: Int
    let count: Int
    let width: Int

    init(first: Int, of batch: Int) {
      self.first = first
      count = min(TiledProduct.widest, batch - first)
      width = count <= 8 ? 8 : count <= 16 ? 16 : count <= 32 ? 32 : 64
    }
  }

  /// The rows of one thread, and its part of the working memory: sums [rows, width] and the inputs
  /// of a tile [columns, width].
  private struct Share {
    let blocks: Range<Int>
    let rows: Range<Int>
    let sums: UnsafeMutablePointer<Float>
    let inputs: UnsafeMutablePointer<Float>
  }

  /// Every row's sums of a panel, and the inputs of a tile for each thread.
  static func scratchCount(_ tiles: BatchTiles, threads: Int) -> Int {
    widest * (tiles.rows + min(tiles.blockCount, threads) * tiles.tileColumns)
  }

  /// What blocks compute does not depend on how many threads share them.
  func run() {
    let shares = min(tiles.blockCount, pass.threads)
    for first in stride(from: 0, to: pass.batch, by: Self.widest) {
      let panel = Panel(first: first, of: pass.batch)
      Parallel.forEach(shares) { run(share($0, of: shares), panel) }
    }
  }

  private func share(_ number: Int, of shares: Int) -> Share {
    let blocks =
      number * tiles.blockCount / shares..<(number + 1) * tiles.blockCount / shares
    let rows =
      tiles.rows(ofBlock: blocks.lowerBound)
      .lowerBound..<tiles.rows(ofBlock: blocks.upperBound - 1).upperBound
    return Share(
      blocks: blocks, rows: rows, sums: pass.scratch.base + rows.lowerBound * Self.widest,
      inputs: pass.scratch.base + (tiles.rows + number * tiles.tileColumns) * Self.widest)
  }

  private func run(_ share: Share, _ panel: Panel) {
    for (place, row) in share.rows.enumerated() {
      (share.sums + place * panel.width).update(repeating: bias?[row] ?? 0, count: panel.width)
    }
    addProducts(share, panel)
    let output = pass.output.base + panel.first * pass.outputStride + share.rows.lowerBound
    dcs_transpose(
      ProcessorLevel.current.kernel, share.sums, share.rows.count, panel.count, panel.width,
      output, pass.outputStride)
    for example in 0..<panel.count {
      let addend = pass.addend.map {
        $0.base + (panel.first + example) * pass.addendStride + share.rows.lowerBound
      }
      activation.finish(
        output + example * pass.outputStride, addend: addend, count: share.rows.count)
    }
  }

  /// While a tile is multiplied, the inputs of the next are fetched, some examples a block.
  private func addProducts(_ share: Share, _ panel: Panel) {
    let level = ProcessorLevel.current.kernel
    let count = share.blocks.count
    withUnsafeTemporaryAllocation(of: dcs_batch_tile.self, capacity: count) { next in
      for place in 0..<count {
        next.initializeElement(
          at: place, to: tiles.firstTile(ofBlock: share.blocks.lowerBound + place))
      }
      for tile in 0..<tiles.tiles {
        gather(tiles.columns(ofTile: tile), panel, into: share.inputs)
        for place in 0..<count {
          if tile + 1 < tiles.tiles {
            fetch(
              tiles.columns(ofTile: tile + 1),
              panel.first + place * panel.count / count..<panel.first + (place + 1) * panel.count
                / count)
          }
          let rows = tiles.rows(ofBlock: share.blocks.lowerBound + place)
          let sums = share.sums + (rows.lowerBound - share.rows.lowerBound) * panel.width
          dcs_batch_tile_multiply(level, &next[place], share.inputs, sums, panel.width)
        }
      }
    }
  }

  /// Some columns of the panel's inputs, examples side by side: [columns, width].
  private func gather(
    _ columns: Range<Int>, _ panel: Panel, into target: UnsafeMutablePointer<Float>
  ) {
    if panel.count < panel.width {
      target.update(repeating: 0, count: columns.count * panel.width)
    }
    dcs_transpose(
      ProcessorLevel.current.kernel,
      pass.input.base + panel.first * pass.inputStride + columns.lowerBound, panel.count,
      columns.count, pass.inputStride, target, panel.width)
  }

  private func fetch(_ columns: Range<Int>, _ examples: Range<Int>) {
    dcs_fetch_rows(
      pass.input.base + examples.lowerBound * pass.inputStride + columns.lowerBound,
      examples.count, columns.count, pass.inputStride)
  }
}
