import CKernels
import Tensors

/// A fully connected layer with few weights missing (CKernels/dense_matrix.c): one vector streams
/// the weights, a batch shares them tile by tile. Rows are what threads share.
public struct DenseMatrix: Product {
  private let plan: Plan
  private let level: ProcessorLevel
  private let tile: Int

  /// What the kernel reads. SAFETY: written once, inside `init`; its pointers lead into the arrays
  /// beside it.
  private struct Plan: @unchecked Sendable {
    let kernel: dcs_dense_matrix
    let panels: AlignedArray<Float>
    let bias: AlignedArray<Float>
  }

  /// weights: [outputs, inputs]
  public init(
    weights: Tensor, bias: [Float]?, activation: ActivationFunction,
    level: ProcessorLevel = .current
  ) {
    let rows = weights.shape[0]
    precondition(rows > 0 && weights.count > 0)
    var kernel = dcs_dense_matrix()
    (kernel.rows, kernel.columns) = (rows, weights.count / rows)
    kernel.activation = activation.kernel
    dcs_dense_matrix_plan(level.kernel, &kernel)
    let panels = AlignedArray<Float>(count: kernel.padded_rows * kernel.columns) {
      dcs_dense_matrix_pack(level.kernel, &kernel, weights.values, $0)
    }
    let padding = [Float](repeating: 0, count: kernel.padded_rows - rows)
    let bias = AlignedArray((bias ?? [Float](repeating: 0, count: rows)) + padding)
    kernel.panels = UnsafePointer(panels.base)
    kernel.bias = UnsafePointer(bias.base)
    plan = Plan(kernel: kernel, panels: panels, bias: bias)
    self.level = level
    tile = dcs_tile_width(level.kernel)
  }

  public var form: String { "dense" }
  public var heldBytes: Int { plan.panels.bytes + plan.bias.bytes }

  public func scratchCount(batch: Int, threads: Int) -> Int {
    threads * scratchOfShare(batch: batch)
  }

  private func scratchOfShare(batch: Int) -> Int {
    var kernel = plan.kernel
    return dcs_dense_matrix_scratch(&kernel, batch)
  }

  public func run(_ pass: ProductPass) {
    guard pass.batch > 0 else { return }
    let (tiles, scratch) = (plan.kernel.padded_rows / tile, scratchOfShare(batch: pass.batch))
    let shares = max(1, min(pass.threads, tiles))
    Parallel.forEach(shares) { share in
      var (kernel, memory) = (plan.kernel, dcs_dense_pass(pass))
      dcs_dense_matrix_multiply(
        level.kernel, &kernel, &memory, share * tiles / shares * tile,
        (share + 1) * tiles / shares * tile, pass.scratch.base + share * scratch)
    }
  }
}
