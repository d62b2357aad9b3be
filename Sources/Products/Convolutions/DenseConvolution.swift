import CKernels
import Tensors

/// A convolution with few weights missing, as an implicit matrix product: rows of weights, packed
/// once, times windows that are written out a block at a time (CKernels/dense_convolution.c).
///
/// Every sum adds its terms in one order, however the product is cut: so threads take what suits
/// their number.
public struct DenseConvolution: Product {
  private let plan: Plan
  private let level: ProcessorLevel

  /// What the kernel reads. SAFETY: written once, inside `init`; its pointers lead into the arrays
  /// beside it.
  private struct Plan: @unchecked Sendable {
    let kernel: dcs_dense_convolution
    let panels: AlignedArray<Float>
    let bias: AlignedArray<Float>?
    let taps: AlignedArray<Int32>
    let panelCount: Int
    let tile: Int
  }

  /// weights: [outputs, windows.depth], the outputs group after group. `windows` are those over the
  /// channels of one group.
  public init(
    weights: [Float], windows: Windows, groups: Int, bias: [Float]?,
    activation: ActivationFunction, level: ProcessorLevel
  ) {
    precondition(windows.depth > 0 && windows.pixels > 0 && !weights.isEmpty)
    precondition(weights.count % (groups * windows.depth) == 0)
    let rows = weights.count / windows.depth / groups
    let bias = bias.map { AlignedArray($0) }
    var kernel = dcs_dense_convolution()
    (kernel.windows, kernel.groups, kernel.rows) = (windows.kernel, groups, rows)
    kernel.activation = activation.kernel
    let taps = AlignedArray<Int32>(count: windows.depth) {
      dcs_dense_plan(level.kernel, &kernel, $0)
    }
    let panels = AlignedArray<Float>(count: weights.count) {
      dcs_dense_pack(level.kernel, &kernel, weights, $0)
    }
    kernel.panels = UnsafePointer(panels.base)
    kernel.bias = bias.map { UnsafePointer($0.base) }
    plan = Plan(
      kernel: kernel, panels: panels, bias: bias, taps: taps,
      panelCount: dcs_dense_panels(level.kernel, rows), tile: dcs_tile_width(level.kernel))
    self.level = level
  }

  public var form: String { "dense" }
  public var heldBytes: Int { plan.panels.bytes + (plan.bias?.bytes ?? 0) + plan.taps.bytes }

  public func scratchCount(batch: Int, threads: Int) -> Int {
    threads * scratchOfShare(batch: batch)
  }

  private func scratchOfShare(batch: Int) -> Int {
    var kernel = plan.kernel
    return dcs_dense_scratch(level.kernel, &kernel, batch)
  }

  public func run(_ pass: ProductPass) {
    guard pass.batch > 0 else { return }
    let scratch = scratchOfShare(batch: pass.batch)
    let cut = cut(batch: pass.batch, threads: pass.threads)
    Parallel.forEach(cut.shares) { share in
      var (kernel, memory, part) = (plan.kernel, dcs_dense_pass(pass), cut.part(share))
      for group in cut.groups(share) {
        part.group = group
        dcs_dense_multiply(
          level.kernel, &kernel, &memory, &part, pass.scratch.base + share * scratch)
      }
    }
  }

  private func cut(batch: Int, threads: Int) -> DenseCut {
    let windows = plan.kernel.windows
    return DenseCut(
      groups: plan.kernel.groups, panels: plan.panelCount,
      columns: batch * windows.output_height * windows.output_width, tile: plan.tile,
      rewrites: plan.kernel.is_in_place == 0, rows: plan.kernel.rows, threads: threads)
  }
}

extension dcs_dense_pass {
  init(_ pass: ProductPass) {
    self.init(
      input: pass.input.base, input_stride: pass.inputStride, output: pass.output.base,
      output_stride: pass.outputStride, addend: pass.addend?.base,
      addend_stride: pass.addendStride, batch: pass.batch)
  }
}
