import CKernels
import Tensors

/// A convolution with one channel a group, each with one filter or several
/// (CKernels/depthwise.c).
public struct DepthwiseConvolution: Product {
  private let plan: Plan
  private let level: ProcessorLevel

  /// What the kernel reads. SAFETY: written once, inside `init`; its pointers lead into the arrays
  /// beside it.
  private struct Plan: @unchecked Sendable {
    let kernel: dcs_depthwise
    let weights: AlignedArray<Float>
    let bias: AlignedArray<Float>?
    let taps: AlignedArray<Int32>
  }

  /// weights: [outputs, kernel height * kernel width]; `windows` are those over one channel.
  public init(
    weights: [Float], windows: Windows, groups: Int, bias: [Float]?,
    activation: ActivationFunction, level: ProcessorLevel
  ) {
    precondition(windows.channels == 1 && windows.pixels > 0 && !weights.isEmpty)
    precondition(weights.count % (groups * windows.depth) == 0)
    let (weights, bias) = (AlignedArray(weights), bias.map { AlignedArray($0) })
    var kernel = dcs_depthwise()
    (kernel.windows, kernel.channels) = (windows.kernel, groups)
    kernel.multiplier = weights.count / windows.depth / groups
    kernel.weights = UnsafePointer(weights.base)
    kernel.bias = bias.map { UnsafePointer($0.base) }
    kernel.activation = activation.kernel
    let taps = AlignedArray<Int32>(count: windows.depth) { dcs_depthwise_plan(&kernel, $0) }
    plan = Plan(kernel: kernel, weights: weights, bias: bias, taps: taps)
    self.level = level
  }

  public var form: String { "depthwise" }
  public var heldBytes: Int { plan.weights.bytes + (plan.bias?.bytes ?? 0) + plan.taps.bytes }

  public func scratchCount(batch: Int, threads: Int) -> Int { threads * scratchOfShare }

  private var scratchOfShare: Int {
    var kernel = plan.kernel
    return dcs_depthwise_scratch(&kernel)
  }

  public func run(_ pass: ProductPass) {
    let planes = pass.batch * plan.kernel.channels
    let (shares, scratch) = (min(pass.threads, planes), scratchOfShare)
    Parallel.forEach(shares) { share in
      var (kernel, memory) = (plan.kernel, dcs_dense_pass(pass))
      dcs_depthwise_multiply(
        level.kernel, &kernel, &memory, share * planes / shares, (share + 1) * planes / shares,
        pass.scratch.base + share * scratch)
    }
  }
}
